import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { readContainers } from '../../../../harness/routes/cluster/read-containers.ts';
import { writtenObject } from './written-objects.ts';

const pod = (spec: unknown) => writtenObject({ apiVersion: 'v1', kind: 'Pod', metadata: { name: 'a' }, spec });
const read = (spec: unknown) => readContainers(pod(spec), ['spec']);

describe('readContainers', () => {
  it('keeps what starting the container takes', () => {
    const { containers, problems } = read({
      containers: [
        {
          name: 'hello',
          image: 'http-hello:1',
          command: ['/node'],
          args: ['main.ts', '--port', '8001'],
          env: [
            { name: 'GREETING', value: 'Hello' },
            { name: 'POD_IP', valueFrom: { fieldRef: { fieldPath: 'status.podIP' } } },
            { name: 'EMPTY' },
          ],
          ports: [{ containerPort: 8001, name: 'http' }, { containerPort: 9000 }],
        },
      ],
    });
    const place = (field: string) => ({ file: `Pod/a spec.containers.0${field}`, line: 1 });
    assert.deepEqual(containers, [
      {
        name: 'hello',
        image: 'http-hello:1',
        command: ['/node'],
        args: ['main.ts', '--port', '8001'],
        env: [
          { name: 'GREETING', value: 'Hello', place: place('.env.0') },
          { name: 'POD_IP', value: '$(status.podIP)', place: place('.env.1') },
          { name: 'EMPTY', value: '', place: place('.env.2') },
        ],
        ports: [
          { name: 'http', port: 8001 },
          { name: null, port: 9000 },
        ],
        place: place(''),
      },
    ]);
    assert.deepEqual(problems, []);
  });

  it('leaves out what other objects say, with one note for the container', () => {
    const { containers, problems } = read({
      containers: [
        {
          name: 'a',
          env: [
            { name: 'A', value: 'x' },
            { name: 'B', valueFrom: { secretKeyRef: { name: 's', key: 'k' } } },
            { name: 'C', valueFrom: { configMapKeyRef: { name: 's', key: 'k' } } },
          ],
          envFrom: [{ configMapRef: { name: 'm' } }],
        },
        { name: 'b', envFrom: [{ secretRef: { name: 'm' } }] },
      ],
    });
    assert.deepEqual(
      containers[0]?.env.map(({ name }) => name),
      ['A'],
    );
    assert.deepEqual(
      problems.map(({ id, severity, place }) => [id, severity, place.file]),
      [
        ['environment-not-read', 'note', 'Pod/a spec.containers.0.env.1'],
        ['environment-not-read', 'note', 'Pod/a spec.containers.1.envFrom'],
      ],
    );
    assert.equal(problems[0]?.text, 'Pod default/a: container "a" takes "B", "C", envFrom from objects that are not read');
  });

  it('counts init containers that stay, and only those', () => {
    const { containers } = read({
      containers: [{ name: 'app' }],
      initContainers: [{ name: 'once' }, { name: 'beside', restartPolicy: 'Always' }],
    });
    assert.deepEqual(
      containers.map(({ name, place }) => [name, place.file]),
      [
        ['app', 'Pod/a spec.containers.0'],
        ['beside', 'Pod/a spec.initContainers.1'],
      ],
    );
  });

  it('takes pods without anything in them', () => {
    for (const spec of [null, undefined, {}, { containers: null }, { containers: [null, {}] }]) {
      assert.ok(read(spec).containers.every(({ env, ports }) => env.length + ports.length === 0));
    }
  });
});
