import { X509Certificate } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { certificatesFor } from './certificates';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'ca-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const hosts = ['*.twilio.com', 'zoom.us'];
const authority = () => new X509Certificate(readFileSync(join(folder, 'authority', 'certificate.pem')));

test('the certificate is signed by the authority, good for the hosts and for no other', async () => {
  const { caFile, cert } = await certificatesFor(hosts, folder);
  expect(caFile).toBe(join(folder, 'authority', 'certificate.pem'));
  const leaf = new X509Certificate(cert);
  expect(leaf.verify(authority().publicKey)).toBe(true);
  expect(leaf.checkHost('api.twilio.com')).toBeDefined();
  expect(leaf.checkHost('zoom.us')).toBeDefined();
  expect(leaf.checkHost('example.com')).toBeUndefined();
  expect(leaf.ca).toBe(false);
  expect(authority().ca).toBe(true);
});

test('the authority is kept, and its key is for its owner alone', async () => {
  await certificatesFor(hosts, folder);
  const before = authority().fingerprint256;
  const { cert } = await certificatesFor(hosts, folder);
  expect(authority().fingerprint256).toBe(before);
  expect(new X509Certificate(cert).verify(authority().publicKey)).toBe(true);
  expect(statSync(join(folder, 'authority', 'key.pem')).mode & 0o777).toBe(0o600);
});

test('two processes that start together trust the same authority', async () => {
  const made = await Promise.all(Array.from({ length: 5 }, () => certificatesFor(hosts, folder)));
  for (const { cert } of made) expect(new X509Certificate(cert).verify(authority().publicKey)).toBe(true);
});

test('an authority that cannot be used any more is replaced', async () => {
  await certificatesFor(hosts, folder);
  const before = authority().fingerprint256;
  writeFileSync(join(folder, 'authority', 'key.pem'), 'not a key');
  const { cert } = await certificatesFor(hosts, folder);
  expect(authority().fingerprint256).not.toBe(before);
  expect(new X509Certificate(cert).verify(authority().publicKey)).toBe(true);
});

test('one that runs out soon is renewed', async () => {
  const now = Date.now();
  await certificatesFor(hosts, folder);
  const before = authority().fingerprint256;
  const nineYearsElevenMonths = (3650 - 20) * 24 * 60 * 60 * 1000;
  const clock = jest.spyOn(Date, 'now').mockReturnValue(now + nineYearsElevenMonths);
  await certificatesFor(hosts, folder);
  clock.mockRestore();
  expect(authority().fingerprint256).not.toBe(before);
});
