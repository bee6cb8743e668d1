import type { Part, World } from '../core/world';
import { executionOperations } from './execution-operations';
import { createExecutions } from './executions';
import { flowOperations } from './flow-operations';
import { createFlowStore } from './flow-store';
import { createFlowWebhook, webhookHost } from './flow-webhook';
import { createOutlets, type TextSender } from './outlets';
import { createStartLimiter, type StartLimiter } from './rate-limit';
import { createResources } from './resources';

export interface StudioOptions {
  readonly rateLimits?: boolean; // default: on
  readonly nowMs?: () => number; // by which the rates are counted; default: real time
}

/** Twilio Studio: flows by REST v2, their webhook, and the engine that runs them. */
export function createStudio(
  world: World,
  messaging: TextSender,
  { rateLimits = true, nowMs }: StudioOptions = {},
): Part {
  const { accountSid } = world.account;
  const flows = createFlowStore(world);
  const executions = createExecutions(world, flows, createOutlets(world, messaging));
  const resources = createResources(accountSid);
  const limit: StartLimiter = rateLimits ? createStartLimiter(world, nowMs) : () => undefined;
  const webhook = createFlowWebhook(accountSid, flows, executions, limit);
  world.webhooks.serve((host) => (host === webhookHost ? webhook : undefined));

  return {
    operations: {
      'studio.twilio.com': {
        ...flowOperations(flows, executions, resources),
        ...executionOperations(flows, executions, resources, limit),
      },
    },
    stop: () => executions.stop(),
  };
}
