import { XMLParser, XMLValidator } from 'fast-xml-parser';
import { messageErrorCodes } from './errors';
import { isHttpUrl } from './form';

/** What a TwiML document tells Twilio to do about an incoming message, in order. */
export type Verb =
  | {
      readonly kind: 'message';
      readonly body: string;
      readonly mediaUrls: readonly string[];
      readonly to?: string;
      readonly from?: string;
      readonly action?: string; // absolute
      readonly method: 'GET' | 'POST';
      readonly statusCallback?: string; // absolute
    }
  | { readonly kind: 'redirect'; readonly url: string; readonly method: 'GET' | 'POST' };

/** Why an answer to a webhook is of no use; `code` is the one Twilio's debugger shows. */
export class TwimlError extends Error {
  readonly code: number;

  constructor(code: number, message: string) {
    super(message);
    this.name = 'TwimlError';
    this.code = code;
  }
}

type XmlNode = Readonly<Record<string, unknown>>;

const attributesKey = ':@';
const textKey = '#text';
const parser = new XMLParser({
  preserveOrder: true,
  ignoreAttributes: false,
  attributeNamePrefix: '',
  parseTagValue: false,
  parseAttributeValue: false,
  trimValues: false,
  htmlEntities: true, // without it, numeric ones like &#39; are left as they are
  ignorePiTags: true,
  ignoreDeclaration: true,
});

/**
 * The verbs of a webhook's answer.
 *
 * @param documentUrl where the answer came from; relative URLs in it are taken from there
 * @throws {TwimlError} 12100, 12102, 12300 or 14110
 */
export function verbsOf(answer: { body: string; contentType: string }, documentUrl: string): Verb[] {
  const { body } = answer;
  if (body.trim() === '') return [];
  const type = answer.contentType.split(';')[0]?.trim().toLowerCase() ?? '';
  // Text that is not TwiML is the reply itself.
  if (type === 'text/plain') return [{ kind: 'message', body: body.trim(), mediaUrls: [], method: 'POST' }];
  if (!['text/xml', 'application/xml', 'text/html'].includes(type)) {
    throw new TwimlError(messageErrorCodes.invalidContentType, `Content-Type is '${type}', which is not TwiML`);
  }

  const root = rootOf(body);
  const verbs = elementsOf(childrenOf(root, 'Response')).map((node) => verbOf(node, documentUrl));
  // A document ends where it sends Twilio elsewhere.
  const last = verbs.findIndex((verb) => verb.kind === 'redirect' || verb.action !== undefined);
  return last < 0 ? verbs : verbs.slice(0, last + 1);
}

function rootOf(body: string): XmlNode {
  const valid = XMLValidator.validate(body.trim());
  if (valid !== true) {
    const { msg, line } = valid.err;
    throw new TwimlError(messageErrorCodes.documentParseFailure, `The answer is not XML: ${msg} (line ${line})`);
  }
  const elements = elementsOf(parser.parse(body.trim()));
  const root = elements[0];
  if (elements.length !== 1 || root === undefined || nameOf(root) !== 'Response') {
    const name = root === undefined ? 'nothing' : `<${nameOf(root)}>`;
    throw new TwimlError(messageErrorCodes.invalidRootElement, `The root element is ${name}, not <Response>`);
  }
  return root;
}

function verbOf(node: XmlNode, documentUrl: string): Verb {
  const name = nameOf(node);
  const attributes = attributesOf(node);
  const children = childrenOf(node, name);
  const method = attributes.method?.toUpperCase() === 'GET' ? 'GET' : 'POST';
  switch (name) {
    case 'Redirect': {
      const target = textIn(children).trim();
      return { kind: 'redirect', url: target === '' ? documentUrl : absolute(target, documentUrl), method };
    }
    case 'Message':
    case 'Sms': {
      const { to, from, action, statusCallback } = attributes;
      const inner = elementsOf(children);
      const unknown = inner.find((child) => !['Body', 'Media'].includes(nameOf(child)));
      if (unknown) throw invalidVerb(nameOf(unknown));
      const bodies = inner.filter((child) => nameOf(child) === 'Body');
      const texts = bodies.length > 0 ? bodies.map((one) => textIn(childrenOf(one, 'Body'))) : [textIn(children)];
      return {
        kind: 'message',
        body: texts.join('').trim(),
        mediaUrls: inner
          .filter((child) => nameOf(child) === 'Media')
          .map((child) => textIn(childrenOf(child, 'Media')).trim()),
        method,
        ...(to && { to }),
        ...(from && { from }),
        ...(action !== undefined && { action: action === '' ? documentUrl : absolute(action, documentUrl) }),
        ...(statusCallback && { statusCallback: absolute(statusCallback, documentUrl) }),
      };
    }
    default:
      throw invalidVerb(name);
  }
}

const invalidVerb = (name: string) =>
  new TwimlError(messageErrorCodes.invalidVerb, `<${name}> is not a verb for an SMS reply`);

function absolute(url: string, documentUrl: string): string {
  const whole = URL.canParse(url, documentUrl) ? new URL(url, documentUrl).href : '';
  if (!isHttpUrl(whole)) throw new TwimlError(messageErrorCodes.documentParseFailure, `'${url}' is not a URL`);
  return whole;
}

const nameOf = (node: XmlNode): string => Object.keys(node).find((key) => key !== attributesKey) ?? '';
const elementsOf = (nodes: readonly XmlNode[]): XmlNode[] =>
  nodes.filter((node) => nameOf(node) !== textKey && !nameOf(node).startsWith('?'));
const childrenOf = (node: XmlNode, name: string): readonly XmlNode[] => (node[name] ?? []) as XmlNode[];
const attributesOf = (node: XmlNode): Readonly<Record<string, string | undefined>> =>
  (node[attributesKey] ?? {}) as Record<string, string | undefined>;
const textIn = (nodes: readonly XmlNode[]): string =>
  nodes
    .filter((node) => nameOf(node) === textKey)
    .map((node) => String(node[textKey]))
    .join('');
