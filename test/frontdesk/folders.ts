import { join, resolve } from 'node:path';

export const root = resolve(__dirname, '..', '..');
const tests = join(root, '.local', 'test');

/** The state of a local Twilio right after Frontdesk was deployed to it, and what the deploy said. */
export const deployedFolder = join(tests, 'deployed');
export const deployedFile = join(tests, 'deployed.json');
export const caFolder = join(tests, 'ca');
export const runsFolder = join(tests, 'runs');
