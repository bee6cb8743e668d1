/** Frontdesk as it runs on one's own machine: the number, the people with their phones, and the settings. */
export const localNumber = '+12025550123';

export const localPhones = [
  { number: '+12025550100', name: 'Admin', role: 'admin', quick: ['!showall', '!help', '!desk'] },
  {
    number: '+12025550111',
    name: 'Ana',
    role: 'provider',
    quick: ['!subscribe', '!available', '!unavailable', '!done'],
  },
  {
    number: '+12025550112',
    name: 'Ben',
    role: 'provider',
    quick: ['!subscribe', '!available', '!unavailable', '!done'],
  },
  { number: '+12025550113', name: 'Cal', role: 'receiver', quick: ['1', '0', 'Hello'] },
  { number: '+12025550114', name: 'Dee', role: 'customer', quick: ['ARRIVE', 'Y', 'N'] },
  { number: '+12025550115', name: 'Eli', role: 'patient', quick: ['Yes', 'No'] },
] as const;

export const localAdmin = localPhones[0].number;

/** The Zoom account is the emulator's, which takes any credentials. */
export const localVariables: Readonly<Record<string, string>> = {
  ADMIN_NUMBERS: localAdmin,
  MEETING_URL: 'https://zoom.us/j/2025550123?pwd=frontdesk',
  ORG_NAME: 'Corner Clinic',
  ZOOM_ACCOUNT_ID: 'local-account',
  ZOOM_CLIENT_ID: 'local-client',
  ZOOM_CLIENT_SECRET: 'local-secret',
};
