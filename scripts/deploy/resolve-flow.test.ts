import { type FlowTargets, flowsNeededBy, resolveFlow } from './resolve-flow';

/** As it stands in a flow. */
const placeholder = (name: string) => `$\{${name}}`;

const targets: FlowTargets = {
  serviceSid: 'ZS1',
  environmentSid: 'ZE1',
  domain: 'frontdesk-1-dev.twil.io',
  functionSids: new Map([['/pickup/arrived', 'ZH1']]),
  flowSids: new Map([['other', 'FW1']]),
};

test('ids and the domain stand where the placeholders stood; Liquid stays', () => {
  const text = JSON.stringify({
    service: placeholder('SERVICE_SID'),
    environment: placeholder('ENVIRONMENT_SID'),
    function: placeholder('FUNCTION_SID:/pickup/arrived'),
    url: `https://${placeholder('DOMAIN')}/pickup/arrived`,
    flow: placeholder('FLOW_SID:other'),
    body: `{{contact.channel.address}} pays ${placeholder('5')} or $5`,
  });
  expect(resolveFlow(text, targets)).toEqual({
    service: 'ZS1',
    environment: 'ZE1',
    function: 'ZH1',
    url: 'https://frontdesk-1-dev.twil.io/pickup/arrived',
    flow: 'FW1',
    body: `{{contact.channel.address}} pays ${placeholder('5')} or $5`,
  });
});

test('a Function that is not deployed is named', () => {
  const gone = placeholder('FUNCTION_SID:/pickup/gone');
  const nobody = placeholder('NOBODY');
  expect(() => resolveFlow(JSON.stringify([gone, nobody]), targets)).toThrow(
    `Nothing deployed stands behind ${gone}, ${nobody}.`,
  );
});

test('the flows that a flow calls', () => {
  expect(flowsNeededBy(['FLOW_SID:one', 'FLOW_SID:two', 'DOMAIN'].map(placeholder).join())).toEqual(['one', 'two']);
});
