import type { IncomingMessage, ServerResponse } from 'node:http';
import type { EventLog, LoggedEvent, LogReset } from '../core/world';

const heartbeatMs = 15_000;

/** Sends the log from event `afterN` on as Server-Sent Events, and goes on with what happens, until the client leaves. */
export function streamEvents(log: EventLog, request: IncomingMessage, response: ServerResponse, afterN: number): void {
  response.writeHead(200, {
    'content-type': 'text/event-stream',
    'cache-control': 'no-store',
    connection: 'keep-alive',
    'x-accel-buffering': 'no',
  });
  const write = (event: LoggedEvent | LogReset) => response.write(`id: ${event.n}\ndata: ${JSON.stringify(event)}\n\n`);
  response.write(': connected\n\n');
  for (const event of log.list(afterN)) write(event);
  const unsubscribe = log.subscribe(write);
  const heartbeat = setInterval(() => response.write(': still here\n\n'), heartbeatMs).unref();
  request.on('close', () => {
    clearInterval(heartbeat);
    unsubscribe();
  });
}
