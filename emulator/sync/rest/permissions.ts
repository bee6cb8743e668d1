import type { ApiCall, Operation } from '../../core/world';
import type { ObjectRow, PermissionRow, RevisedKind } from '../rows';
import { checkIdentity } from '../validate';
import { objectOf, objectUrl, type RestContext, restNames } from './context';
import { isText, pageAnswer } from './pages';
import { requiredBooleanIn } from './params';

/** Who may do what with a document, a map or a list, once the service has its ACL enabled. */
export function permissionOperations(context: RestContext, kind: RevisedKind): Record<string, Operation> {
  const { permissions } = context.store;
  const { resource, parameter } = restNames[kind];
  const objectIn = (call: ApiCall) => objectOf(context, call, kind, parameter);
  const identityIn = (call: ApiCall) => {
    const identity = call.path.Identity ?? '';
    checkIdentity(identity);
    return identity;
  };
  const json = (object: ObjectRow, row: PermissionRow) => toJson(context.accountSid, object, row);

  return {
    [`Fetch${resource}Permission`](call) {
      const object = objectIn(call);
      return { status: 200, body: json(object, permissions.get(object.sid, identityIn(call))) };
    },
    [`Update${resource}Permission`](call) {
      const object = objectIn(call);
      const row = permissions.set({
        objectSid: object.sid,
        identity: identityIn(call),
        read: requiredBooleanIn(call.form, 'Read'),
        write: requiredBooleanIn(call.form, 'Write'),
        manage: requiredBooleanIn(call.form, 'Manage'),
      });
      return { status: 200, body: json(object, row) };
    },
    [`Delete${resource}Permission`](call) {
      permissions.remove(permissions.get(objectIn(call).sid, identityIn(call)));
      return { status: 204 };
    },
    [`List${resource}Permission`](call) {
      const object = objectIn(call);
      return pageAnswer(call, {
        member: 'permissions',
        keys: permissions.identities(object.sid),
        isKey: isText,
        toJson: (identity) => json(object, permissions.get(object.sid, identity)),
      });
    },
  };
}

function toJson(accountSid: string, object: ObjectRow, { identity, read, write, manage }: PermissionRow) {
  return {
    account_sid: accountSid,
    service_sid: object.serviceSid,
    [restNames[object.kind].sidMember]: object.sid,
    identity,
    read,
    write,
    manage,
    url: `${objectUrl(object)}/Permissions/${encodeURIComponent(identity)}`,
  };
}
