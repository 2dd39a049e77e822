import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A certificate authority, a server certificate for `shop.example`, `localhost` and 127.0.0.1, and a client certificate. */
export interface Certificates {
  readonly ca: string;
  readonly server: { readonly cert: string; readonly key: string };
  readonly client: { readonly cert: string; readonly key: string };
}

/** Makes certificates that live for one test file, with the `openssl` program; null when there is none. */
export function makeCertificates(): Certificates | null {
  const folder = mkdtempSync(join(tmpdir(), 'weighbridge-tls-'));
  const openssl = (...args: string[]): unknown => execFileSync('openssl', args, { cwd: folder, stdio: 'pipe' });
  const read = (name: string): string => readFileSync(join(folder, name), 'utf8');
  try {
    openssl(
      ...'req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -keyout ca.key -out ca.crt -days 2 -subj /CN=test-ca'.split(
        ' ',
      ),
    );
    const signed = (name: string, names: string): { cert: string; key: string } => {
      writeFileSync(join(folder, `${name}.ext`), `subjectAltName=${names}\n`);
      openssl(
        ...`req -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -keyout ${name}.key -out ${name}.csr -subj /CN=${name}`.split(
          ' ',
        ),
      );
      openssl(
        ...`x509 -req -in ${name}.csr -CA ca.crt -CAkey ca.key -CAcreateserial -days 2 -extfile ${name}.ext -out ${name}.crt`.split(
          ' ',
        ),
      );
      return { cert: read(`${name}.crt`), key: read(`${name}.key`) };
    };
    const server = signed('server', 'DNS:shop.example,DNS:localhost,IP:127.0.0.1');
    return { ca: read('ca.crt'), server, client: signed('client', 'DNS:client.example') };
  } catch (error) {
    const isMissing = error instanceof Error && 'code' in error && error.code === 'ENOENT';
    if (isMissing && !(process.env.WEIGHBRIDGE_REQUIRE ?? '').split(',').includes('openssl')) return null;
    throw error;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
