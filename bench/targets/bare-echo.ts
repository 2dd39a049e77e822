// A TCP service as small as Node allows: every piece of bytes comes back with a name in front. A workload that reads lines, logs and
// drains would be the slower end of the pair, and the ratio would say how fast the target is. Prints its port.
import { createServer } from 'node:net';

const NAME = Buffer.from('v1 ');
// The system cuts this to net.core.somaxconn.
const BACKLOG = 4096;

const server = createServer({ noDelay: true }, (socket) => {
  // Clients that reset are the normal case here.
  socket.on('error', () => socket.destroy());
  socket.on('data', (bytes) => socket.write(Buffer.concat([NAME, bytes])));
});

server.listen({ port: 0, host: '127.0.0.1', backlog: BACKLOG }, () => {
  const address = server.address();
  process.stdout.write(`${typeof address === 'object' ? address?.port : address}\n`);
});
process.on('SIGTERM', () => process.exit(0));
