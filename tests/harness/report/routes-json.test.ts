import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { renderJson } from '../../../harness/report/json.ts';
import { answer, category, PROBE, problem, report, row, set, version } from './routes.ts';

const schema = JSON.parse(readFileSync(new URL('../../../harness/report/routes.schema.json', import.meta.url), 'utf8'));
const validate = new Ajv2020({ allErrors: true, strict: true, strictTypes: false, allowUnionTypes: true }).compile(schema);
const problemsOf = (value: unknown) => (validate(value) ? [] : (validate.errors ?? []));

const FULL = report(
  [
    set({
      rows: [row(), row({ version: null, weight: null, share: null })],
      answers: [
        answer([version('v1', 80, 100), category('500 fault abort', 500, 20, 100), category('connection closed', null, 0, 100)], {
          effects: ['timeout 1 s'],
          uncertain: 'rule 1 matches labels of the client',
        }),
        answer([], { rule: null }),
      ],
      unanswered: 'nothing fits',
      problems: [problem('error'), problem('missing'), problem('warning'), problem('note')],
    }),
  ],
  { ...PROBE, from: { kind: 'gateway', namespace: null, name: 'shop' }, headers: [['end-user', 'jason']], port: 80 },
);

describe('what routes promise, as JSON', () => {
  it('is of its schema and reads back to the same values', () => {
    for (const told of [FULL, report([set()], null), report([set()], { ...PROBE, from: { kind: 'mesh' } })]) {
      const text = renderJson(told);
      assert.deepEqual(problemsOf(JSON.parse(text)), []);
      assert.deepEqual(JSON.parse(text), told);
    }
  });

  it('has a schema that refuses unknown and missing fields, at every level', () => {
    const good = JSON.parse(renderJson(FULL));
    const objects = (value: unknown): Record<string, unknown>[] =>
      typeof value !== 'object' || value === null
        ? []
        : [...(Array.isArray(value) ? [] : [value as Record<string, unknown>]), ...Object.values(value).flatMap(objects)];
    for (const object of objects(good)) {
      object.wieght = 1;
      assert.notDeepEqual(problemsOf(good), []);
      delete object.wieght;
      for (const [key, value] of Object.entries(object)) {
        delete object[key];
        assert.notDeepEqual(problemsOf(good), [], key);
        object[key] = value;
      }
    }
  });
});
