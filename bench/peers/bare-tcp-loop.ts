// One TCP connection per request and nothing else: connect, send a line, wait for the first byte, reset, again. Nothing is read off the
// answer. It takes the savings that are open to anybody: one read buffer per lane, and a reset that leaves no port in TIME_WAIT.
//   node bare-tcp-loop.ts tcp://HOST:PORT REQUESTS LANES
import { Socket } from 'node:net';

const [url = '', requestsText, lanesText] = process.argv.slice(2);
const { hostname, port } = new URL(url);
const requests = Number(requestsText);
const lanes = Number(lanesText);
const line = Buffer.from('hello\n');
const READ_BYTES = 4096;

let sent = 0;
let done = 0;
let failures = 0;
const startedMs = performance.now();

for (let lane = 0; lane < Math.min(lanes, requests); lane += 1) ask(Buffer.allocUnsafeSlow(READ_BYTES));

function ask(buffer: Buffer): void {
  if (sent === requests) return;
  sent += 1;
  let answered = false;
  const finish = (): void => {
    if (answered) return;
    answered = true;
    socket.resetAndDestroy();
    done += 1;
    if (done === requests) report();
    else ask(buffer);
  };
  const fail = (): void => {
    if (!answered) failures += 1;
    finish();
  };
  const onread = {
    buffer,
    callback: () => {
      finish();
      return false;
    },
  };
  const socket = new Socket({ onread });
  socket.setNoDelay(true);
  socket.on('error', fail);
  socket.on('end', fail);
  socket.connect({ host: hostname, port: Number(port) });
  socket.write(line);
}

function report(): void {
  process.stdout.write(`${JSON.stringify({ requests, failures, elapsedMs: performance.now() - startedMs })}\n`);
}
