import { describe, it } from 'node:test';
import { integrate } from '../../../harness/stats/gauss-legendre.ts';
import { assertClose } from './close.ts';

describe('integrate', () => {
  it('is exact for polynomials up to degree 31 on one panel', () => {
    for (let degree = 0; degree <= 31; degree += 1) {
      assertClose(
        integrate((u) => u ** degree, 2, 1),
        2 ** (degree + 1) / (degree + 1),
        1e-13,
      );
    }
  });

  it('gets a fall by e^50 right', () => {
    assertClose(
      integrate((u) => Math.exp(-u), 50, 14),
      1 - Math.exp(-50),
      1e-13,
    );
  });
});
