import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { meantField } from '../../../../harness/routes/forms/other-words.ts';

describe('meantField', () => {
  const RULES: readonly (readonly [written: string, known: readonly string[], meant: string | null])[] = [
    ['wieght', ['weight', 'destination'], 'weight'],
    ['mirror_percentage', ['mirrorPercentage', 'mirror'], 'mirrorPercentage'],
    ['max-connections', ['maxConnections'], 'maxConnections'],
    ['nodeport', ['nodePort', 'port'], 'nodePort'],
    ['host', ['hosts', 'gateways'], 'hosts'],
    ['backends', ['backendRefs', 'filters'], 'backendRefs'],
    ['forwardTo', ['backendRefs'], 'backendRefs'],
    ['serviceName', ['name', 'port'], 'name'],
    ['banana', ['weight', 'destination'], null],
    ['__proto__', ['weight'], null],
    ['constructor', ['weight'], null],
    ['', ['weight'], null],
  ];
  for (const [written, known, meant] of RULES) {
    it(`takes ${JSON.stringify(written)} for ${meant}`, () => assert.equal(meantField(written, known), meant));
  }
});
