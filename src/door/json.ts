import type {} from '@twilio-labs/serverless-runtime-types';

/** JSON with a status of its own. The platform's Response is global in Functions. */
export function json(status: number, body: object): object {
  const response = new Twilio.Response();
  response.setStatusCode(status);
  response.appendHeader('Content-Type', 'application/json');
  response.setBody(body);
  return response;
}
