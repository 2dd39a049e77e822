import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { evidenceOf, type MirrorQuestion, MOST_MIRRORED, rejectUnmirrorable } from '../../../harness/cli/mirror-rules.ts';
import type { Plan } from '../../../harness/model/plan.ts';
import { planFor } from '../drive/rehearsal.ts';

const ASKED: MirrorQuestion = { groupBy: { rule: 'mirror' }, evidence: 'shadow.log', isLab: false, isSequential: false };
const HTTP = planFor({ scheme: 'http', port: 80 });

describe('rejectUnmirrorable', () => {
  const refused = (asked: Partial<MirrorQuestion>, plan: Plan, message: RegExp) =>
    assert.throws(() => rejectUnmirrorable({ ...ASKED, ...asked }, plan), { name: 'UsageError', message });

  it('takes a question with evidence, or with a lab that has some', () => {
    rejectUnmirrorable(ASKED, HTTP);
    rejectUnmirrorable({ ...ASKED, evidence: null, isLab: true }, HTTP);
    rejectUnmirrorable({ ...ASKED, groupBy: { rule: 'auto' }, evidence: null, isSequential: true }, HTTP);
    rejectUnmirrorable(ASKED, planFor({ scheme: 'http', port: 80 }, { requests: Number.MAX_SAFE_INTEGER, durationMs: 1000 }));
  });

  it('refuses what cannot be measured', () => {
    refused({ evidence: null }, HTTP, /--evidence is missing; .*kubectl logs/);
    refused({ isSequential: true }, HTTP, /leave --sequential out/);
    refused({ groupBy: { rule: 'status' } }, HTTP, /^--evidence shadow\.log: only --group-by mirror reads it/);
    refused({}, planFor({ scheme: 'tcp', port: 80 }), /tcp has no header/);
    refused({}, planFor({ scheme: 'http', port: 80 }, {}, { headers: [['X-Weighbridge-Id', '1']] }), /--header X-Weighbridge-Id/);
    refused({}, planFor({ scheme: 'http', port: 80 }, { requests: MOST_MIRRORED + 1 }), /send fewer/);
  });
});

describe('evidenceOf', () => {
  it('prefers what was typed', () => {
    assert.equal(evidenceOf('typed', { evidence: 'lab' }), 'typed');
    assert.equal(evidenceOf(null, { evidence: 'lab' }), 'lab');
  });

  it('refuses a lab that mirrors nothing', () => {
    assert.throws(() => evidenceOf(null, { evidence: null }), { name: 'UsageError', message: /mirrors anything/ });
  });
});
