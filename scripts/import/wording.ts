import { languageNamed } from '../../src/messages/language';
import { defaultSpeaker } from '../../src/messages/say';
import type { Wording } from '../../src/reminders/wording';
import { settingsMap } from '../../src/settings/map';
import { settingsFrom } from '../deploy/settings';
import type { Target, Values } from './target';

export interface Words {
  readonly wording: Wording;
  /** Where they are not those that staff edited: why. */
  readonly note?: string;
}

/** The words that would be sent: with the account, those that staff edited; else those that came. */
export async function wordsOf({ values }: Target, environment: string, own: Values = process.env): Promise<Words> {
  const unedited = (why: string): Words => ({
    wording: { ...defaultSpeaker, config: configOf(values) },
    note: `The texts are shown as they came, also where staff have edited them: ${why}.`,
  });
  if (!values.TWILIO_ACCOUNT_SID || !values.TWILIO_AUTH_TOKEN)
    return unedited('they are read where .env has the account');
  // The local Twilio, to which only its proxy leads
  if (values.HTTP_PROXY && values.HTTP_PROXY !== own.HTTP_PROXY)
    return unedited('they are read of a deployed Frontdesk');
  try {
    const settings = settingsFrom(values);
    const [{ accountClient }, { deployedFrontdesk }] = await Promise.all([
      import('../../src/twilio/account-client'), // they take a second to load
      import('../people/deployed-frontdesk'),
    ]);
    const client = accountClient(settings.accountSid, settings.authToken);
    const { frontdesk } = await deployedFrontdesk(client, settings, environment);
    await frontdesk.store.listItems(settingsMap); // beside any answer of the store the settings are read
    return { wording: frontdesk };
  } catch (error) {
    return unedited(`Twilio was asked in vain (${error instanceof Error ? error.message.slice(0, 200) : error})`);
  }
}

const configOf = (values: Values): Wording['config'] => ({
  orgName: values.ORG_NAME || 'Frontdesk',
  defaultLanguage: languageNamed(values.LANGUAGE_DEFAULT ?? '') ?? 'en',
});
