import type {} from '@twilio-labs/serverless-runtime-types';

/** JSON with a status of its own. The platform's Response is global in Functions. */
export function json(status: number, body: object, headers: Readonly<Record<string, string>> = {}): object {
  const response = new Twilio.Response();
  response.setStatusCode(status);
  response.appendHeader('Content-Type', 'application/json');
  for (const [name, value] of Object.entries(headers)) response.appendHeader(name, value);
  response.setBody(body);
  return response;
}
