import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { workloadOfPod } from '../../../harness/classify/pod-workload.ts';

fc.configureGlobal({ seed: 20260131 });

describe('workloadOfPod', () => {
  for (const [pod, workload] of [
    ['hello1-deploy-6c857bc499-f658r', 'hello1-deploy'],
    ['hello3-deploy-f57bb9db7-lzvg8', 'hello3-deploy'],
    ['infra-backend-v1-7f9c8d5b6-x2x9z', 'infra-backend-v1'],
    ['node-agent-x2x9z', 'node-agent'],
    ['web-v1-0', 'web-v1'],
    ['web-v2-12', 'web-v2'],
    ['web-01', 'web-01'],
    ['app-https-x2x9z', 'app-https'],
    ['whoami', 'whoami'],
    ['3f2a9c1b7d4e', '3f2a9c1b7d4e'],
    ['backend-v1', 'backend-v1'],
    ['backend-canary', 'backend-canary'],
    ['-0', '-0'],
    ['', ''],
  ] as const) {
    it(`${pod} belongs to ${workload}`, () => assert.equal(workloadOfPod(pod), workload));
  }

  it('undoes the way Kubernetes names pods', () => {
    const alphabet = 'bcdfghjklmnpqrstvwxz2456789';
    const random = fc.string({ unit: fc.constantFrom(...alphabet), minLength: 5, maxLength: 5 });
    // A template hash is a 32-bit number in decimal, each digit mapped onto the alphabet by its character code.
    const hash = fc
      .integer({ min: 10_000, max: 2 ** 32 - 1 })
      .map((number) => [...String(number)].map((digit) => alphabet[digit.charCodeAt(0) % alphabet.length]).join(''));
    const name = fc.constantFrom('web', 'web-v1', 'https', 'a-b-c', 'v2', 'app-http2');
    fc.assert(
      fc.property(name, hash, random, fc.nat(999), (workload, template, suffix, ordinal) => {
        assert.equal(workloadOfPod(`${workload}-${template}-${suffix}`), workload);
        assert.equal(workloadOfPod(`${workload}-${ordinal}`), workload);
      }),
    );
  });
});
