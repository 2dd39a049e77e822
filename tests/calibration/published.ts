/** One line of the published operating characteristics: per cent of runs, as printed. */
export interface PublishedRow {
  readonly points: number;
  /** Gateway API's rule rejects: one attempt, and ten. */
  readonly once: string;
  readonly tenTries: string;
  /** FAIL of plain mode with 500 requests and with the default number, and of the sequential rule capped at 500. */
  readonly plain500: string;
  readonly sequential500: string;
  readonly plainDefault: string;
  /** Sequential with a tolerance of 2 points: FAIL, PASS, and the mean number of requests. */
  readonly fail: string;
  readonly pass: string;
  readonly meanRequests: string;
}

/** Weights in percent, and the cap of their sequential runs (not printed there; found by matching its numbers). */
export interface PublishedSplit {
  readonly percentages: readonly number[];
  readonly sequentialCap: number;
  readonly rows: readonly PublishedRow[];
}

const rowsOf = (text: string): readonly PublishedRow[] =>
  text
    .trim()
    .split('\n')
    .map((line) => {
      const [points = '', ...cells] = line.trim().split(/\s+/);
      const [
        once = '',
        tenTries = '',
        plain500 = '',
        sequential500 = '',
        plainDefault = '',
        fail = '',
        pass = '',
        meanRequests = '',
      ] = cells;
      return { points: Number(points), once, tenTries, plain500, sequential500, plainDefault, fail, pass, meanRequests };
    });

/**
 * STATISTICS section 13: the largest version loses `points` to the smallest. Exact for two versions; sequential columns of
 * 30/60/10 from 1,000 to 4,000 simulated runs.
 */
export const PUBLISHED: readonly PublishedSplit[] = [
  {
    percentages: [80, 20],
    sequentialCap: 20_000,
    rows: rowsOf(`
       0  0.6  7e-21  0.9  0.2   1.0  0.4  99.6   3950
       1  1.8  4e-16  2.3  0.3   4.3  8.7  62.9  10058
       2  6.0  6e-11  7.4  1.1  18.6   82   3.3   7268
       3 15.6   9e-7 18.3  3.5  46.8 99.9  0.05   2520
       5 51.7   0.14 55.8 20.4  93.2  100     0    942
      10 99.4   94.4 99.6 94.4   100  100     0    260`),
  },
  {
    percentages: [50, 50],
    sequentialCap: 30_000,
    rows: rowsOf(`
       0  2.8  3e-14  1.1  0.2   1.0   0.4  99.5   6161
       1  4.5  3e-12  1.9  0.3   4.1   8.6  63.8  14969
       2  9.8   8e-9  4.9  0.7  18.6    82   3.2  10929
       3 19.8   9e-6 11.3  1.9  48.1 99.96  0.04   3733
       5 51.9   0.14 37.7 10.2  95.0   100     0   1357
      10 99.0   90.2 97.5 81.2   100   100     0    350`),
  },
  {
    percentages: [90, 10],
    sequentialCap: 20_000,
    rows: rowsOf(`
       0 0.03  5e-34  0.9  0.2   1.0  0.4  99.6   2231
       1  0.4  5e-23  4.0  0.4   5.5  8.7  68.1   8145
       2  2.6  1e-14 15.1  2.3  21.5   86   3.5   5313
       3 10.5   2e-8 36.4  8.6  49.2 99.9  0.07   1519
       5 51.9   0.14 82.6 45.2  92.4  100     0    587
      10 99.8   98.4  100 99.7   100  100     0    173`),
  },
  {
    percentages: [30, 60, 10],
    sequentialCap: 30_000,
    rows: rowsOf(`
       0  2.9  5e-14  1.0  0.1  -   0.1  99.9   6591
       1  4.3  2e-12  3.1  0.7  -    16    42  18301
       2  9.9   9e-9 11.6  1.5  -  95.5     0   5439
       3 22.2   3e-5 30.2  5.1  -   100     0   1684
       5 64.9    1.3 78.2   41  -   100     0    661
      10 99.9   99.5  100 99.7  -   100     0    195`),
  },
];

/** The three-way verdict of tolerance mode at the planned number of requests: FAIL / PASS / INCONCLUSIVE, per cent. */
export interface PublishedTolerance {
  readonly percentages: readonly number[];
  readonly tolerancePoints: number;
  readonly requests: number;
  readonly rows: readonly (readonly [points: number, fail: string, pass: string, inconclusive: string])[];
}

export const PUBLISHED_TOLERANCE: readonly PublishedTolerance[] = [
  {
    percentages: [80, 20],
    tolerancePoints: 2,
    requests: 7126,
    rows: [
      [0, '0', '98.9', '1.1'],
      [1, '2.0', '64.9', '33.2'],
      [2, '50', '4.8', '45'],
      [5, '100', '0', '0'],
    ],
  },
  {
    percentages: [80, 20],
    tolerancePoints: 5,
    requests: 1141,
    rows: [
      [0, '0', '98.8', '1.2'],
      [3, '5.3', '44.9', '49.8'],
      [5, '49', '4.4', '46.5'],
      [10, '100', '0', '0'],
    ],
  },
  {
    percentages: [50, 50],
    tolerancePoints: 2,
    requests: 11_134,
    rows: [
      [0, '0', '99.0', '1.0'],
      [1, '1.8', '67.7', '30.6'],
      [2, '50', '4.9', '45'],
      [5, '100', '0', '0'],
    ],
  },
  {
    percentages: [90, 10],
    tolerancePoints: 5,
    requests: 642,
    rows: [
      [0, '0', '98.6', '1.4'],
      [3, '6.5', '41.4', '52'],
      [5, '49', '4.9', '46.5'],
      [10, '99.9', '0', '0.1'],
    ],
  },
];
