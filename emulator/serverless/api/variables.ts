import { newSid } from '../../core/ids';
import type { ApiCall, Operation } from '../../core/world';
import { pageOf } from '../../rest/paging';
import { serverlessLimits } from '../limits';
import type { EnvironmentRow, VariableRow } from '../rows';
import {
  type ApiContext,
  badRequest,
  conflict,
  environmentOf,
  formText,
  isoDate,
  limitedText,
  missing,
  newestFirst,
  requiredText,
  resourceUrl,
} from './context';

const keyPattern = /^[A-Za-z_][A-Za-z0-9_]*$/;

export function variableOperations(context: ApiContext): Record<string, Operation> {
  const { world, rows } = context;

  const toJson = (variable: VariableRow) => ({
    sid: variable.sid,
    account_sid: world.account.accountSid,
    service_sid: variable.serviceSid,
    environment_sid: variable.environmentSid,
    key: variable.key,
    value: variable.value,
    date_created: isoDate(variable.createdMs),
    date_updated: isoDate(variable.updatedMs),
    url: resourceUrl(variable.serviceSid, 'Environments', variable.environmentSid, 'Variables', variable.sid),
  });
  const variablesOf = (environment: EnvironmentRow) =>
    newestFirst(rows.variables, ({ environmentSid }) => environmentSid === environment.sid);
  const named = (call: ApiCall) => {
    const environment = environmentOf(context, call);
    const variable = rows.variables.get(call.path.Sid ?? '');
    if (!variable || variable.environmentSid !== environment.sid) throw missing(call);
    return { environment, variable };
  };
  const checkKey = (environment: EnvironmentRow, key: string, ownSid?: string) => {
    if (!keyPattern.test(key)) throw badRequest(`Key '${key}' is not a name for an environment variable`);
    const taken = variablesOf(environment).some((other) => other.key === key && other.sid !== ownSid);
    if (taken) throw conflict(`Variable with Key '${key}' already exists`);
  };
  const checkValue = (key: string, value: string) => {
    const bytes = Buffer.byteLength(value);
    if (bytes <= serverlessLimits.variableBytes) return;
    throw badRequest(`The value of ${key} has ${bytes} bytes; at most ${serverlessLimits.variableBytes} are allowed`);
  };

  return {
    CreateVariable(call) {
      const environment = environmentOf(context, call);
      const key = requiredText(call, 'Key', serverlessLimits.variableKeyCharacters);
      const value = formText(call, 'Value');
      if (value === undefined) throw badRequest('Missing required parameter Value in the post body');
      checkKey(environment, key);
      checkValue(key, value);
      const nowMs = world.clock.now();
      const variable: VariableRow = {
        sid: newSid('ZV'),
        serviceSid: environment.serviceSid,
        environmentSid: environment.sid,
        key,
        value,
        createdMs: nowMs,
        updatedMs: nowMs,
      };
      rows.variables.set(variable.sid, variable);
      return { status: 201, body: toJson(variable) };
    },
    FetchVariable: (call) => ({ status: 200, body: toJson(named(call).variable) }),
    ListVariable: (call) => pageOf(call, 'variables', variablesOf(environmentOf(context, call)), toJson),
    UpdateVariable(call) {
      const { environment, variable } = named(call);
      const key = limitedText(call, 'Key', serverlessLimits.variableKeyCharacters) ?? variable.key;
      const value = formText(call, 'Value') ?? variable.value;
      checkKey(environment, key, variable.sid);
      checkValue(key, value);
      const updated: VariableRow = { ...variable, key, value, updatedMs: world.clock.now() };
      rows.variables.set(variable.sid, updated);
      return { status: 200, body: toJson(updated) };
    },
    DeleteVariable(call) {
      rows.variables.delete(named(call).variable.sid);
      return { status: 204 };
    },
  };
}
