import { newSid } from '../../core/ids';
import type { ApiCall, Operation } from '../../core/world';
import { pageOf } from '../../rest/paging';
import { type ApiContext, environmentOf, isoDate, missing, resourceUrl } from './context';

/** A line that a Function wrote to its console, as the Logs resource shows it. */
export interface LogLine {
  readonly serviceSid: string;
  readonly environmentSid: string;
  readonly buildSid: string;
  readonly deploymentSid: string;
  readonly functionSid: string;
  readonly requestSid: string;
  readonly level: 'info' | 'warn' | 'error';
  readonly message: string;
}
interface LogRow extends LogLine {
  readonly sid: string;
  readonly createdMs: number;
}

const keptLines = 1_000;

/** The Logs resource. Lines are kept in memory: the platform forgets them, too, only later. */
export function createLogs(context: ApiContext): {
  add(line: LogLine): void;
  clear(): void;
  operations: Record<string, Operation>;
} {
  const { world } = context;
  let lines: LogRow[] = [];

  const toJson = (line: LogRow) => ({
    sid: line.sid,
    account_sid: world.account.accountSid,
    service_sid: line.serviceSid,
    environment_sid: line.environmentSid,
    build_sid: line.buildSid,
    deployment_sid: line.deploymentSid,
    function_sid: line.functionSid,
    request_sid: line.requestSid,
    level: line.level,
    message: line.message,
    date_created: isoDate(line.createdMs),
    url: resourceUrl(line.serviceSid, 'Environments', line.environmentSid, 'Logs', line.sid),
  });
  const dateIn = (call: ApiCall, name: string, otherwise: number) => {
    const text = call.query[name];
    const ms = typeof text === 'string' ? Date.parse(text) : Number.NaN;
    return Number.isNaN(ms) ? otherwise : ms;
  };

  return {
    add(line) {
      lines.push({ ...line, sid: newSid('NO'), createdMs: world.clock.now() });
      if (lines.length > keptLines * 2) lines = lines.slice(-keptLines);
    },
    clear() {
      lines = [];
    },
    operations: {
      ListLog(call) {
        const { sid } = environmentOf(context, call);
        const wanted = call.query.FunctionSid;
        const startMs = dateIn(call, 'StartDate', 0);
        const endMs = dateIn(call, 'EndDate', Number.POSITIVE_INFINITY);
        const found = lines
          .slice(-keptLines)
          .filter((line) => line.environmentSid === sid && (wanted === undefined || line.functionSid === wanted))
          .filter((line) => line.createdMs >= startMs && line.createdMs <= endMs)
          .reverse();
        return pageOf(call, 'logs', found, toJson);
      },
      FetchLog(call) {
        const { sid } = environmentOf(context, call);
        const line = lines.find((one) => one.sid === call.path.Sid && one.environmentSid === sid);
        if (!line) throw missing(call);
        return { status: 200, body: toJson(line) };
      },
    },
  };
}
