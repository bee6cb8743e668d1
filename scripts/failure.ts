import { SettingsError, withoutSecrets } from './deploy/settings';

/**
 * What went wrong, in a line: the errors of HTTP libraries hold whole requests, credentials included, so only the message is told,
 * and no secret in it.
 */
export function failureText(error: unknown, secrets: Readonly<Record<string, string | undefined>>): string {
  if (error instanceof SettingsError) return error.message;
  if (!(error instanceof Error)) return withoutSecrets(String(error), secrets);
  const { code, status } = error as { code?: unknown; status?: unknown };
  const facts = [code && `code ${code}`, status && `status ${status}`].filter(Boolean).join(', ');
  return withoutSecrets(facts ? `${error.message} (${facts})` : error.message, secrets);
}
