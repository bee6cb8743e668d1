import type { Part, World } from '../core/world';
import { executionOperations } from './execution-operations';
import { createExecutions } from './executions';
import { flowOperations } from './flow-operations';
import { createFlowStore } from './flow-store';
import { createFlowWebhook, webhookHost } from './flow-webhook';
import { createOutlets, type TextSender } from './outlets';
import { createResources } from './resources';

/** Twilio Studio: flows by REST v2, their webhook, and the engine that runs them. */
export function createStudio(world: World, messaging: TextSender): Part {
  const { accountSid } = world.account;
  const flows = createFlowStore(world);
  const executions = createExecutions(world, flows, createOutlets(world, messaging));
  const resources = createResources(accountSid);
  const webhook = createFlowWebhook(accountSid, flows, executions);
  world.webhooks.serve((host) => (host === webhookHost ? webhook : undefined));

  return {
    operations: {
      'studio.twilio.com': {
        ...flowOperations(flows, executions, resources),
        ...executionOperations(flows, executions, resources),
      },
    },
    stop: () => executions.stop(),
  };
}
