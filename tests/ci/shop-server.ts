import { httpServer } from '../harness/drive/loopback-server.ts';

/** A shop whose gateway deals its two versions out by these shares of a hundred; the port it listens on. */
export async function shopServer(versions: readonly [stable: string, canary: string], canaryPercent: number): Promise<number> {
  let requests = 0;
  const server = await httpServer((_request, response) => {
    // 37 has no common divisor with 100: every hundred requests hold each number once, spread out.
    const isCanary = (requests++ * 37) % 100 < canaryPercent;
    response.writeHead(200, { 'x-version': versions[isCanary ? 1 : 0] }).end('shop\n');
  });
  return server.port;
}
