import { ConfigError, readConfig } from './config';

const least = {
  ADMIN_NUMBERS: '+12025550100, +12025550109',
  SYNC_SERVICE_SID: 'IS1',
  MESSAGING_SERVICE_SID: 'MG1',
  MEETING_URL: 'https://room.example/a',
  DOMAIN_NAME: 'frontdesk-1234-dev.twil.io',
};

const problemsOf = (environment: Record<string, unknown>): readonly string[] => {
  try {
    readConfig(environment);
    return [];
  } catch (error) {
    if (error instanceof ConfigError) return error.problems;
    throw error;
  }
};

test('what is not set has a sensible value', () => {
  expect(readConfig(least)).toMatchObject({
    services: ['pickup', 'dispatch', 'reminders'],
    adminNumbers: ['+12025550100', '+12025550109'],
    baseUrl: 'https://frontdesk-1234-dev.twil.io',
    defaultLanguage: 'en',
    serviceMinutes: 30,
    shareNumbers: false,
    dispatchShards: 1,
    fixedRoomUrl: 'https://room.example/a',
  });
});

test('everything that is wrong is named at once, without its value', () => {
  const problems = problemsOf({ ...least, ADMIN_NUMBERS: '555-0100', SERVICE_MINUTES: 'half', SHARE_NUMBERS: 'maybe' });
  expect(problems.map((problem) => problem.split(' ')[0])).toEqual([
    'ADMIN_NUMBERS',
    'SERVICE_MINUTES',
    'SHARE_NUMBERS',
  ]);
  expect(problems.join()).not.toMatch(/555-0100|half|maybe/);
});

test('a name that would cost a second segment, and a link that others could read, are refused', () => {
  expect(problemsOf({ ...least, ORG_NAME: 'x'.repeat(30) })).toEqual([]);
  expect(problemsOf({ ...least, ORG_NAME: 'x'.repeat(31), MEETING_URL: 'http://room.example/a' })).toEqual([
    'ORG_NAME must be at most 30 characters.',
    'MEETING_URL must be a link that starts with https://.',
  ]);
});

test.each(['ADMIN_NUMBERS', 'SYNC_SERVICE_SID', 'MESSAGING_SERVICE_SID', 'MEETING_URL'])('%s is needed', (name) => {
  expect(problemsOf({ ...least, [name]: ' ' }).join()).toContain(name);
});

describe('SERVICES', () => {
  test.each([
    ['dispatch', ['dispatch']],
    [' Reminders, pickup ', ['pickup', 'reminders']],
    ['dispatch,pickup,reminders', ['pickup', 'dispatch', 'reminders']],
  ])('%s', (value, services) => expect(readConfig({ ...least, SERVICES: value })).toMatchObject({ services }));

  test.each([['dispatch,pickups'], [''], [' , '], [12]])('%j is none', (value) => {
    expect(problemsOf({ ...least, SERVICES: value })).toEqual([
      'SERVICES must be one or more of pickup, dispatch, reminders, with commas between them.',
    ]);
  });

  test('only dispatch needs a meeting, and what it would refuse is nothing to the others', () => {
    const { MEETING_URL: _, ...rest } = least;
    expect(problemsOf({ ...rest, SERVICES: 'pickup' })).toEqual([]);
    expect(problemsOf({ ...rest, SERVICES: 'reminders', MEETING_URL: 'zoom', ZOOM_CLIENT_ID: 'client' })).toEqual([]);
    expect(problemsOf({ ...rest, SERVICES: 'dispatch' }).join()).toContain('MEETING_URL is missing');
  });
});

test('a Zoom room is given by its number and passcode', () => {
  const { MEETING_URL: _, ...rest } = least;
  expect(readConfig({ ...rest, ZOOM_ID: '123 4567 8901', ZOOM_PASS: 'a b' }).fixedRoomUrl).toBe(
    'https://zoom.us/j/12345678901?pwd=a%20b',
  );
  expect(problemsOf({ ...rest, ZOOM_ID: '123' })).toHaveLength(1);
});

test('Zoom is configured whole or not at all', () => {
  expect(problemsOf({ ...least, ZOOM_CLIENT_ID: 'client' })).toHaveLength(1);
});

test.each([[['+12025550100']], [{}], [12]])('a setting that is %p is not taken for text', (value) => {
  expect(problemsOf({ ...least, ADMIN_NUMBERS: value }).join()).toContain('ADMIN_NUMBERS is missing');
});
