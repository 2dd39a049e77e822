// Runs a lab of containers until it is told to end, for tests of what is left then: run-lab.ts OVERLAY (wait | throw | exit)
import { startContainerLab } from '../../../harness/lab/containers/container-lab.ts';
import { layoutOf } from './layout-of.ts';

const [overlay = '', ending] = process.argv.slice(2);
const layout = await layoutOf(overlay);
process.stdout.write('starting\n');
await startContainerLab(layout, 'envoy');
process.stdout.write('up\n');
if (ending === 'throw') throw new Error('a fault of the program');
if (ending === 'exit') process.exit(7);
setInterval(() => {}, 1_000);
