import { SettingsError, withoutSecrets } from './deploy/settings';

/** No connection came about, or it broke. */
const unreachable =
  /^(ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ECONNABORTED|ETIMEDOUT|EHOSTUNREACH|ENETUNREACH|EPROTO)$/;
/** There is somebody, and their certificate is nobody's whom we trust. */
const untrusted = /CERT|UNABLE_TO_VERIFY/;

/**
 * What went wrong, in a line: the errors of HTTP libraries hold whole requests, credentials included, so only the message is told,
 * and no secret in it.
 */
export function failureText(error: unknown, secrets: Readonly<Record<string, string | undefined>>): string {
  if (error instanceof SettingsError) return error.message;
  if (!(error instanceof Error)) return withoutSecrets(String(error), secrets);
  const { code, status } = error as { code?: unknown; status?: unknown };
  const facts = [code && `code ${code}`, status && `status ${status}`].filter(Boolean).join(', ');
  const said = withoutSecrets([error.message, facts && `(${facts})`].filter(Boolean).join(' '), secrets);
  return said + adviceFor(String(code), status);
}

function adviceFor(code: string, status: unknown): string {
  if (status === 401)
    return '\nTwilio does not accept TWILIO_ACCOUNT_SID together with TWILIO_AUTH_TOKEN: both stand on the first page of its console.';
  if (unreachable.test(code)) return '\nTwilio was not reached: look at the network, and at HTTP_PROXY if it is set.';
  if (untrusted.test(code))
    return '\nSomebody between here and Twilio answers with a certificate of their own: name their authority in NODE_EXTRA_CA_CERTS.';
  return '';
}
