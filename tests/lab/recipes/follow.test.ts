import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { understand } from './cluster-words.ts';
import { follow } from './follow.ts';
import type { Page, Step } from './page.ts';
import { type Answered, type Shell, startShell } from './shell.ts';

const pageOf = (...steps: readonly Partial<Step>[]): Page => ({
  name: 'page.md',
  text: '',
  files: new Map(),
  steps: steps.map((step) => ({ command: 'true', exitCode: 0, shown: [], ...step })),
});

const answering = (answered: Partial<Answered>): Shell => ({
  run: () => Promise.resolve({ exitCode: 0, stdout: '', stderr: '', ...answered }),
  end: () => Promise.resolve(),
});

describe('following a page', () => {
  it('fails where a command ends otherwise than the page says', async () => {
    await assert.rejects(follow(pageOf({ exitCode: 1 }), answering({ exitCode: 0 })), /page\.md: true/);
    await assert.rejects(follow(pageOf({}), answering({ exitCode: 3 })));
  });

  it('holds what is shown against what is printed, numbers aside', async () => {
    const stdout = 'PASS  tcp://h:1 splits one 80 : two 20\n\n      one  80  913  926  81.2 %  ··│●]··\n';
    const shown = ['PASS  tcp://h:1 splits one 80 : two 20', '      one  80  800  799  79.9 %  ·[●│····'];
    await follow(pageOf({ shown }), answering({ stdout }));
    await assert.rejects(follow(pageOf({ shown: ['FAIL  tcp://h:1 splits one 80 : two 20'] }), answering({ stdout })));
    await assert.rejects(follow(pageOf({ shown: [shown[0] ?? '', '      two  80  800  799  79.9 %'] }), answering({ stdout })));
  });

  it('types into one shell, which keeps variables and jobs, and ends both', { timeout: 60_000 }, async () => {
    const shell = startShell('/', { PATH: process.env.PATH ?? '' });
    await shell.run('sleep 600 & JOB=$!');
    assert.equal((await shell.run('kill -0 "$JOB"')).exitCode, 0);
    assert.equal((await shell.run('sh -c "exit 7"')).exitCode, 7);
    // Resolves when nobody holds its output open any more, the job neither.
    await shell.end();
  });
});

describe('the stand-ins', () => {
  it('refuse what the real programs refuse', () => {
    const refused = [
      'kubectl aply -f x',
      'kubectl apply --filename',
      'kubectl apply x.yaml',
      'kubectl scale',
      'kind creat cluster',
    ];
    for (const line of [...refused, 'helm install eg', 'kubectl wait --fro=condition=Ready pod/x', 'linkerd install --crd']) {
      const [program = '', ...args] = line.split(' ');
      assert.throws(() => understand(program, args), line);
    }
  });

  it('understand an option with its value before or behind the words, and with =', () => {
    const option = fc.constantFrom(['-n', 'shop'], ['--namespace', 'shop'], ['--namespace=shop']);
    const args = fc
      .tuple(option, fc.constantFrom(['--replicas', '4'], ['--replicas=4']))
      .chain(([a, b]) => fc.shuffledSubarray([a, b, ['deployment/shop']], { minLength: 3, maxLength: 3 }));
    fc.assert(
      fc.property(args, (parts) => {
        const { verb, words, values } = understand('kubectl', ['scale', ...parts.flat()]);
        assert.deepEqual([verb, words], ['scale', ['deployment/shop']]);
        assert.deepEqual([values('-n', '--namespace'), values('--replicas')], [['shop'], ['4']]);
      }),
    );
  });
});
