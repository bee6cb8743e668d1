import type { Operation } from '../../core/world';
import { objectKinds } from '../rows';
import type { RestContext } from './context';
import { itemOperations } from './items';
import { objectOperations } from './objects';
import { permissionOperations } from './permissions';
import { serviceOperations } from './services';
import { streamMessageOperations } from './stream-messages';

/** The REST API of sync.twilio.com by `operationId`. */
export const syncOperations = (context: RestContext): Record<string, Operation> =>
  Object.assign(
    {},
    serviceOperations(context),
    ...objectKinds.map((kind) => objectOperations(context, kind)),
    ...(['map', 'list'] as const).map((kind) => itemOperations(context, kind)),
    ...(['document', 'map', 'list'] as const).map((kind) => permissionOperations(context, kind)),
    streamMessageOperations(context),
  );
