import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { readCommandLine } from '../../../harness/cli/command-line.ts';
import { askQuestion } from '../../../harness/cli/question.ts';
import { answerPlan } from '../../../harness/cli/requests-needed.ts';
import { makeExpectation } from '../../../harness/expect/expectation.ts';
import { parseWeights } from '../../../harness/expect/weights.ts';
import { renderJson } from '../../../harness/report/json.ts';
import { CASES, HOSTILE_LABELS } from './cases.ts';
import { judged } from './judged.ts';

const compile = (name: string) => {
  const schema = JSON.parse(readFileSync(new URL(`../../../harness/report/${name}.schema.json`, import.meta.url), 'utf8'));
  const validate = new Ajv2020({ allErrors: true, strict: true, strictTypes: false, allowUnionTypes: true }).compile(schema);
  return { schema, problems: (record: unknown) => (validate(record) ? [] : (validate.errors ?? [])) };
};
const report = compile('report');
const plan = compile('plan');

describe('renderJson', () => {
  for (const [name, given] of Object.entries(CASES)) {
    it(`${name} is a report of the schema and reads back to the same values`, () => {
      const made = judged(given);
      const text = renderJson(made);
      assert.deepEqual(report.problems(JSON.parse(text)), []);
      assert.doesNotMatch(text, /[^\P{Cc}\n]|[\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/u);
      assert.deepEqual(JSON.parse(text), JSON.parse(JSON.stringify(made)));
    });
  }

  it('keeps every label as it was seen', () => {
    const unknown = JSON.parse(renderJson(judged(CASES.hostile!))).gates[0].structural.unknown;
    assert.deepEqual(
      unknown.map(({ name }: { name: string }) => name),
      Object.values(HOSTILE_LABELS).slice(2),
    );
  });

  it('covers every reason of the closed list', () => {
    const reasons = new Set(Object.values(CASES).map((given) => judged(given).gates[0]?.reason));
    assert.deepEqual(
      report.schema.$defs.gate.properties.reason.enum.filter((reason: never) => !reasons.has(reason)),
      [],
    );
  });

  it('has a schema that refuses unknown and missing fields, at every level', () => {
    const good = JSON.parse(renderJson(judged(CASES.failures!)));
    const objects = (value: unknown): Record<string, unknown>[] =>
      typeof value !== 'object' || value === null
        ? []
        : [...(Array.isArray(value) ? [] : [value as Record<string, unknown>]), ...Object.values(value).flatMap(objects)];
    for (const object of objects(good)) {
      object.wieght = 1;
      assert.notDeepEqual(report.problems(good), []);
      delete object.wieght;
      for (const [key, value] of Object.entries(object)) {
        delete object[key];
        assert.notDeepEqual(report.problems(good), [], key);
        object[key] = value;
      }
    }
    assert.deepEqual(report.problems(good), []);
  });

  for (const line of [
    'plan --expect 80,20',
    'plan --expect 80,20 -n 500',
    'plan --expect 90,9,1 --tolerance 3',
    'plan --expect 1',
    'plan --expect a=1,b=0 -n 1',
    'plan --expect 1:2:3 --labels x,y,z --significance 0.001 --power 0.5',
  ]) {
    it(`${line} is an estimate of the schema`, () => {
      const command = readCommandLine(line.split(' '), {});
      assert.ok(command.verb === 'plan');
      const estimate = answerPlan(askQuestion(command.options, null), command.options.requests ?? null);
      assert.deepEqual(plan.problems(JSON.parse(renderJson(estimate))), []);
    });
  }

  it('names the weights of the expectation that was judged', () => {
    const { versions } = makeExpectation(
      parseWeights('one=80,two=20').map(({ name, text }) => ({ name: name ?? '', text })),
      {
        significance: 0.01,
        missRisk: 0.05,
        tolerancePoints: null,
        maxFailures: 0,
        method: 'auto',
        seed: '1',
        allowUnknown: false,
        requirePower: false,
        diagnostics: 'on',
      },
    );
    assert.deepEqual(
      judged(CASES.pass!).gates[0]?.weights.map(({ name }) => name),
      versions.map(({ name }) => name),
    );
  });
});
