/** What a widget of a type has: its events, its properties, and what it leaves in the context for `widgets.NAME.…`. */
export interface WidgetKind {
  /** Every event that it can raise; undefined where the type is known by name alone. */
  readonly events?: readonly string[];
  /** The event of a run in which all went well, and those that somebody should have thought of. */
  readonly happy?: string;
  readonly unhappy?: readonly string[];
  readonly properties?: Readonly<Record<string, PropertyKind>>;
  /** First path parts after `widgets.NAME`; undefined where anything may stand (variables, a subflow's results). */
  readonly outputs?: readonly string[];
  /** Whether our engine runs it. The others load and validate, and end a run that reaches them. */
  readonly runs: boolean;
}

export interface PropertyKind {
  readonly type: 'string' | 'pairs' | 'object' | 'number-or-string';
  readonly required?: boolean;
  readonly values?: readonly string[];
}

const text = { type: 'string' } as const;
const requiredText = { type: 'string', required: true } as const;
const pairs = { type: 'pairs' } as const;

const messageProperties = {
  from: requiredText,
  to: text,
  body: text,
  service: text,
  channel: text,
  attributes: text,
  media_url: text,
  message_type: text,
  content_sid: text,
  content_variables: pairs,
  content_template_sid: text,
  messaging_service_sid: text,
  chat_service_instance_sid: text,
  chat_channel_sid: text,
} as const;

const httpOutputs = ['body', 'content_type', 'status_code', 'parsed'] as const;
const voice = (...events: string[]): WidgetKind => ({ runs: false, ...(events.length > 0 && { events }) });

/** The widget types of Twilio's flow schema, the newer ones, and the one that went with Autopilot. */
export const widgetKinds = {
  trigger: {
    runs: true,
    events: ['incomingMessage', 'incomingCall', 'incomingConversationMessage', 'incomingRequest', 'incomingParent'],
    properties: {},
    outputs: [],
  },
  'send-message': {
    runs: true,
    events: ['sent', 'failed'],
    happy: 'sent',
    unhappy: ['failed'],
    properties: messageProperties,
    outputs: ['outbound'],
  },
  'send-and-wait-for-reply': {
    runs: true,
    events: ['incomingMessage', 'timeout', 'deliveryFailure'],
    happy: 'incomingMessage',
    unhappy: ['timeout', 'deliveryFailure'],
    properties: { ...messageProperties, timeout: requiredText, save_response_as: text },
    outputs: ['inbound', 'outbound'],
  },
  'split-based-on': {
    runs: true,
    events: ['noMatch', 'match'],
    happy: 'match',
    unhappy: ['noMatch'],
    properties: { input: requiredText },
    outputs: [],
  },
  'set-variables': { runs: true, events: ['next'], happy: 'next', properties: { variables: pairs } },
  'run-function': {
    runs: true,
    events: ['success', 'fail'],
    happy: 'success',
    unhappy: ['fail'],
    properties: { service_sid: text, environment_sid: text, function_sid: text, url: requiredText, parameters: pairs },
    outputs: [...httpOutputs, 'headers'],
  },
  'make-http-request': {
    runs: true,
    events: ['success', 'failed'],
    happy: 'success',
    unhappy: ['failed'],
    properties: {
      method: { ...requiredText, values: ['GET', 'POST'] },
      url: requiredText,
      content_type: text,
      body: text,
      parameters: pairs,
      add_twilio_auth: { type: 'object' },
      send_twilio_credentials: { type: 'object' },
    },
    outputs: httpOutputs,
  },
  'run-subflow': {
    runs: true,
    events: ['completed', 'failed'],
    happy: 'completed',
    unhappy: ['failed'],
    properties: { flow_sid: requiredText, flow_revision: requiredText, parameters: pairs },
  },
  'add-twiml-redirect': {
    runs: true,
    events: ['return', 'timeout', 'fail'],
    happy: 'return',
    unhappy: ['timeout', 'fail'],
    properties: { url: requiredText, method: { ...text, values: ['GET', 'POST'] }, timeout: text },
  },

  'gather-input-on-call': voice('keypress', 'speech', 'timeout'),
  'say-play': voice('audioComplete'),
  'connect-call-to': voice('callCompleted', 'hangup'),
  'make-outgoing-call-v1': voice(),
  'make-outgoing-call-v2': voice('answered', 'busy', 'noAnswer', 'failed'),
  'record-call': voice('success', 'failed'),
  'record-voicemail': voice('recordingComplete', 'noAudio', 'hangup'),
  'enqueue-call': voice('callComplete', 'failedToEnqueue', 'callFailure'),
  'capture-payments': voice(
    'success',
    'maxFailedAttempts',
    'providerError',
    'payInterrupted',
    'hangup',
    'validationError',
  ),
  'fork-stream': voice('next'),
  'connect-virtual-agent': voice('return', 'hangup'),
  'connect-virtual-agent-v2': voice(),
  'run-conversation-relay': voice(),

  'send-to-flex': {
    runs: false,
    events: ['callComplete', 'failedToEnqueue', 'callFailure', 'composerStarted'],
    properties: {
      workflow: requiredText,
      channel: requiredText,
      attributes: text,
      priority: text,
      timeout: text,
      waitUrl: text,
      waitUrlMethod: text,
    },
  },
  'create-task': voice(),
  'update-sync-object': voice(),
  'run-function-v2': voice(),
  'add-member-to-chat-channel': voice(),
  'create-chat-channel': voice(),
  'start-conversation': voice(),
  'resume-conversation': voice(),
  understand: voice(),
  'send-to-auto-pilot': voice('sessionEnded', 'failure', 'timeout'),
} as const satisfies Record<string, WidgetKind>;

export type WidgetType = keyof typeof widgetKinds;

/** undefined for a type that Twilio's schema does not know. */
export const kindOf = (type: string): WidgetKind | undefined =>
  Object.hasOwn(widgetKinds, type) ? widgetKinds[type as WidgetType] : undefined;
