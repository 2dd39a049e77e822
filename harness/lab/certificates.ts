import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { isIP } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { CertificateFiles } from './gateways/wiring.ts';

const run = promisify(execFile);

/** Certificates of a lab: an authority of its own and one pair that it signed. They live as long as the lab. */
export interface LabCertificates extends CertificateFiles {
  remove(): Promise<void>;
}

/** HAProxy looks for the key of a certificate nowhere else than beside it, under this name. */
const KEY = 'lab.pem.key';
/** One day is more than a lab lives, and too short to be of use to anybody who finds the key. */
const DAYS = '1';

/**
 * Makes an authority and a pair for all `hosts` with the `openssl` of this machine; nothing is ever committed or reused.
 *
 * @throws Error telling how to get openssl where it is missing
 */
export async function makeCertificates(hosts: readonly string[]): Promise<LabCertificates> {
  const folder = await mkdtemp(join(tmpdir(), 'weighbridge-certificates-'));
  const path = (name: string) => join(folder, name);
  const remove = () => rm(folder, { recursive: true, force: true });
  const key = (name: string) => ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-keyout', path(name)];
  try {
    await writeFile(path('names.cnf'), `subjectAltName = ${[...new Set([...hosts, 'localhost'])].map(nameOf).join(', ')}\n`);
    await openssl(['req', '-x509', ...key('ca.key'), '-out', path('ca.pem'), '-days', DAYS, '-subj', '/CN=weighbridge lab']);
    await openssl(['req', ...key(KEY), '-out', path('lab.csr'), '-subj', '/CN=lab']);
    const signed = ['-CA', path('ca.pem'), '-CAkey', path('ca.key'), '-CAcreateserial', '-extfile', path('names.cnf')];
    await openssl(['x509', '-req', '-in', path('lab.csr'), ...signed, '-out', path('lab.pem'), '-days', DAYS]);
  } catch (error) {
    await remove();
    throw error;
  }
  return { authority: path('ca.pem'), certificate: path('lab.pem'), key: path(KEY), remove };
}

/** An address is a name of another kind: clients do not look for it among those of the DNS. */
const nameOf = (host: string): string => `${isIP(host) === 0 ? 'DNS' : 'IP'}:${host}`;

async function openssl(args: readonly string[]): Promise<void> {
  try {
    await run('openssl', [...args]);
  } catch (error) {
    const { code, stderr } = error as NodeJS.ErrnoException & { stderr?: string };
    const why =
      code === 'ENOENT' ? 'openssl is not on PATH; apt-get install openssl, or brew install openssl' : (stderr ?? '').trim();
    throw new Error(`lab: no certificate could be made: ${why}`, { cause: error });
  }
}
