import assert from 'node:assert/strict';
import { X509Certificate } from 'node:crypto';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { describe, it } from 'node:test';
import { makeCertificates } from '../../../harness/lab/certificates.ts';
import { scratch } from '../../cli/command.ts';

const folder = scratch();
process.env.TMPDIR = folder;

describe('certificates of a lab', () => {
  it('are one pair for all hosts, signed by an authority of their own, for a day', async () => {
    const hosts = ['shop.example.com', '*.example.org', 'outbound_.9080_.v2_.reviews.default.svc.cluster.local'];
    const { authority, certificate, key, remove } = await makeCertificates([...hosts, 'shop.example.com']);
    const read = (path: string) => new X509Certificate(readFileSync(path));
    const [signed, signer] = [read(certificate), read(authority)];
    assert.ok(signed.verify(signer.publicKey) && signed.checkIssued(signer));
    assert.ok(signer.ca);
    assert.deepEqual(
      signed.subjectAltName?.split(', '),
      [...hosts, 'localhost'].map((host) => `DNS:${host}`),
    );
    assert.equal(signed.checkHost('a.example.org'), '*.example.org');
    assert.equal(signed.checkHost('other.example.com'), undefined);
    const days = (Date.parse(signed.validTo) - Date.parse(signed.validFrom)) / 86_400_000;
    assert.equal(days, 1);
    assert.match(readFileSync(key, 'utf8'), /^-----BEGIN (EC )?PRIVATE KEY-----/);
    assert.equal(key, `${certificate}.key`);
    await remove();
    await remove();
    assert.deepEqual(readdirSync(folder), []);
  });

  it('are read by nobody else, and made anew every time', async () => {
    const [one, other] = [await makeCertificates([]), await makeCertificates([])];
    assert.equal(statSync(dirname(one.key)).mode & 0o077, 0);
    assert.notEqual(readFileSync(one.key, 'utf8'), readFileSync(other.key, 'utf8'));
    await Promise.all([one.remove(), other.remove()]);
  });

  it('leave nothing behind when there is no openssl, and say where to get it', async () => {
    const path = process.env.PATH;
    process.env.PATH = folder;
    try {
      await assert.rejects(
        makeCertificates(['a.com']),
        /^Error: lab: no certificate could be made: openssl is not on PATH; apt-get install openssl, or brew install openssl$/,
      );
    } finally {
      process.env.PATH = path;
    }
    assert.deepEqual(readdirSync(folder), []);
  });

  it('leave nothing behind when openssl refuses a name, and give its words', async () => {
    await assert.rejects(makeCertificates(['a.com, nonsense:1']), /^Error: lab: no certificate could be made: \S/);
    assert.deepEqual(readdirSync(folder), []);
  });
});
