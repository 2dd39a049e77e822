import assert from 'node:assert/strict';
import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { findLab, ownManifests } from '../../../harness/cli/asked-lab.ts';
import { UsageError } from '../../../harness/cli/usage-error.ts';
import { STANDS } from '../../../harness/lab/stands.ts';
import { ROOT, scratch } from '../../cli/command.ts';
import { KUSTOMIZATIONS, MANIFESTS, SCENARIOS } from '../../manifests/scenarios.ts';

const folder = scratch();
const made = (name: string, ...files: readonly string[]): string => {
  const path = join(folder, name);
  mkdirSync(path, { recursive: true });
  for (const file of files) writeFileSync(join(path, file), 'gates: []\n');
  return path;
};

const refused = async (text: string): Promise<string> => {
  const error = await findLab(text).then(
    () => assert.fail(`${text} is found`),
    (reason: unknown) => reason,
  );
  assert.ok(error instanceof UsageError, String(error));
  return error.message;
};

describe('what --lab names', () => {
  it('is a stand by its name, though a scenario and a folder have the same', async () => {
    for (const name of Object.keys(STANDS)) assert.deepEqual(await findLab(name), { kind: 'stand' });
    assert.ok(SCENARIOS.includes('tcp-echo'));
    const { kind } = await findLab('manifests/tcp-echo');
    assert.equal(kind, 'scenario');
  });

  it('is a scenario by its folder, with or without a slash, and by its gates file', async () => {
    const path = made('shop', 'gates.yaml');
    const scenario = { kind: 'scenario', gatesFile: join(path, 'gates.yaml') };
    assert.deepEqual(await findLab(path), { ...scenario, folder: path });
    assert.deepEqual(await findLab(`${path}/`), { ...scenario, folder: `${path}/` });
    assert.deepEqual(await findLab(`${path}/gates.yaml`), { ...scenario, folder: path });
  });

  it('is one of this project by its name, wherever the command runs', async () => {
    for (const name of SCENARIOS.filter((one) => !Object.hasOwn(STANDS, one))) {
      assert.deepEqual(await findLab(name), await findLab(`manifests/${name}`));
      assert.equal((await findLab(name)).kind, 'scenario');
    }
    for (const overlay of KUSTOMIZATIONS.filter((one) => one.includes('/')).slice(0, 5))
      assert.deepEqual(await findLab(overlay), { kind: 'manifests', path: `manifests/${overlay}` });
  });

  it('is manifests alone: a folder without gates, or a file', async () => {
    const path = made('plain', 'a.yaml');
    assert.deepEqual(await findLab(path), { kind: 'manifests', path });
    assert.deepEqual(await findLab(join(path, 'a.yaml')), { kind: 'manifests', path: join(path, 'a.yaml') });
  });

  it('is no scenario for a folder that is called like a gates file', async () => {
    const path = made('odd');
    mkdirSync(join(path, 'gates.yaml'));
    assert.deepEqual(await findLab(path), { kind: 'manifests', path });
    assert.deepEqual(await findLab(join(path, 'gates.yaml')), { kind: 'manifests', path: join(path, 'gates.yaml') });
  });

  it('is refused with what was meant, or with all that there is', async () => {
    const known = 'there is no such stand, scenario or folder; ';
    assert.equal(await refused('bookinof'), `--lab "bookinof": ${known}did you mean "bookinfo"?`);
    assert.equal(await refused('tcp-ehco'), `--lab "tcp-ehco": ${known}did you mean "tcp-echo"?`);
    assert.equal(await refused('manifests/bookinof'), `--lab "manifests/bookinof": ${known}did you mean "bookinfo"?`);
    const listed = await refused('elsewhere/altogether');
    for (const name of [...Object.keys(STANDS), ...SCENARIOS, 'gates.yaml']) assert.ok(listed.includes(name), name);
    assert.doesNotMatch(listed, /README|tcp-echo,.* tcp-echo,/);
    for (const text of ['', '-', ' ', 'bookinfo/none', '__proto__', 'constructor']) assert.match(await refused(text), /^--lab "/);
  });

  it('is refused in one line, whatever is typed', async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: 'binary', maxLength: 200 }), async (text) => {
        // The file system cannot have such a name, or it may be a folder above this one.
        fc.pre(!text.includes('/') && !text.includes('\0') && !['.', '..'].includes(text));
        fc.pre(!readdirSync(ROOT).includes(text) && !readdirSync(MANIFESTS).includes(text));
        assert.match(await refused(text), /^--lab "\P{Cc}*": there is no such stand, \P{Cc}+; \P{Cc}+$/u);
      }),
      { numRuns: 40 },
    );
  });
});

describe('a path of manifests', () => {
  it("is this project's own only where nothing else is there", async () => {
    assert.equal(await ownManifests('bookinfo/istio/paths'), 'manifests/bookinfo/istio/paths');
    for (const path of ['tests', '-', '', 'bookinfo/none', '/nowhere', folder]) assert.equal(await ownManifests(path), path);
  });
});
