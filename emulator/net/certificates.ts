import 'reflect-metadata';
import { randomBytes, webcrypto } from 'node:crypto';
import { mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  BasicConstraintsExtension,
  ExtendedKeyUsage,
  ExtendedKeyUsageExtension,
  KeyUsageFlags,
  KeyUsagesExtension,
  PemConverter,
  SubjectAlternativeNameExtension,
  X509Certificate,
  X509CertificateGenerator,
} from '@peculiar/x509';

/** What a TLS server of the local Twilio shows, and the file by which clients come to trust it. */
export interface Certificates {
  readonly caFile: string; // PEM, for NODE_EXTRA_CA_CERTS
  readonly key: string; // PEM
  readonly cert: string; // PEM
}

const dayMs = 24 * 60 * 60 * 1000;
const validDays = { ca: 3650, host: 365 } as const;
const authority = 'authority'; // the subfolder of its two files
const renewBeforeDays = 30;
const algorithm = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' } as const;
type KeyPair = { readonly privateKey: CryptoKey; readonly publicKey: CryptoKey };
const { subtle } = webcrypto as unknown as Crypto;

/**
 * A certificate for `hosts` by a certificate authority of this folder's own, which is made on first use. The authority's key never
 * leaves the folder, so trusting it trusts nobody else.
 */
export async function certificatesFor(hosts: readonly string[], folder: string): Promise<Certificates> {
  mkdirSync(folder, { recursive: true });
  const ca = (await readAuthority(folder)) ?? (await makeAuthority(folder));
  const keys = await newKeys();
  const cert = await X509CertificateGenerator.create({
    serialNumber: serialNumber(),
    subject: 'CN=Twilio on loopback',
    issuer: ca.certificate.subject,
    ...validity(validDays.host),
    signingKey: ca.keys.privateKey,
    publicKey: keys.publicKey,
    signingAlgorithm: algorithm,
    extensions: [
      new BasicConstraintsExtension(false, undefined, true),
      new KeyUsagesExtension(KeyUsageFlags.digitalSignature, true),
      new ExtendedKeyUsageExtension([ExtendedKeyUsage.serverAuth]),
      new SubjectAlternativeNameExtension(hosts.map((value) => ({ type: 'dns' as const, value }))),
    ],
  });
  return { caFile: certificateFile(folder), key: await privateKeyPem(keys.privateKey), cert: cert.toString('pem') };
}

interface Authority {
  readonly certificate: X509Certificate;
  readonly keys: KeyPair;
}

async function makeAuthority(folder: string): Promise<Authority> {
  const keys = await newKeys();
  const certificate = await X509CertificateGenerator.createSelfSigned({
    serialNumber: serialNumber(),
    name: 'CN=Twilio on loopback (this machine only)',
    ...validity(validDays.ca),
    keys,
    signingAlgorithm: algorithm,
    extensions: [
      new BasicConstraintsExtension(true, 0, true),
      new KeyUsagesExtension(KeyUsageFlags.keyCertSign | KeyUsageFlags.cRLSign, true),
    ],
  });
  // The two files appear at once, as a folder, so that two processes that start together end up with the same authority.
  const fresh = mkdtempSync(join(folder, `${authority}-`));
  writeFileSync(join(fresh, 'key.pem'), `${await privateKeyPem(keys.privateKey)}\n`, { mode: 0o600 });
  writeFileSync(join(fresh, 'certificate.pem'), `${certificate.toString('pem')}\n`);
  try {
    renameSync(fresh, join(folder, authority));
    return { certificate, keys };
  } catch {
    const theirs = await readAuthority(folder);
    if (!theirs)
      rmSync(join(folder, authority), { recursive: true, force: true }); // worn out
    else rmSync(fresh, { recursive: true, force: true });
    if (theirs) return theirs;
    renameSync(fresh, join(folder, authority));
    return { certificate, keys };
  }
}

const keyFile = (folder: string) => join(folder, authority, 'key.pem');
const certificateFile = (folder: string) => join(folder, authority, 'certificate.pem');

/** The folder's authority; undefined when there is none, or none that will hold for long. */
async function readAuthority(folder: string): Promise<Authority | undefined> {
  try {
    const certificate = new X509Certificate(readFileSync(certificateFile(folder), 'utf8'));
    if (certificate.notAfter.getTime() < Date.now() + renewBeforeDays * dayMs) return undefined;
    const der = PemConverter.decodeFirst(readFileSync(keyFile(folder), 'utf8'));
    const privateKey = await subtle.importKey('pkcs8', der, algorithm, true, ['sign']);
    const publicKey = await certificate.publicKey.export(algorithm, ['verify'], webcrypto as unknown as Crypto);
    const probe = new Uint8Array([1]);
    const signature = await subtle.sign(algorithm, privateKey, probe);
    if (!(await subtle.verify(algorithm, publicKey, signature, probe))) return undefined;
    return { certificate, keys: { privateKey, publicKey } };
  } catch {
    return undefined; // there is none, or it cannot be read: a new one is made
  }
}

const newKeys = (): Promise<KeyPair> => subtle.generateKey(algorithm, true, ['sign', 'verify']);

const privateKeyPem = async (key: CryptoKey) =>
  PemConverter.encode(await subtle.exportKey('pkcs8', key), 'PRIVATE KEY');

/** Positive, as the standard wants it: the first bit is not set. */
function serialNumber(): string {
  const bytes = randomBytes(16);
  bytes[0] = ((bytes[0] ?? 0) & 0x7f) | 0x01;
  return bytes.toString('hex');
}

/** From yesterday on, for a machine whose clock was set back a little. */
const validity = (days: number) => ({
  notBefore: new Date(Date.now() - dayMs),
  notAfter: new Date(Date.now() + days * dayMs),
});
