import { decimalProblem } from './decimal.ts';
import { usageError } from './usage-error.ts';

/** A decimal or a percentage as a fraction, with the digits as typed: `0.1%` is 0.001, not 0.1 / 100 off by rounding. */
const fractionOf = (text: string, flag: string, example: string): number => {
  const trimmed = text.trim();
  const isPercentage = trimmed.endsWith('%');
  const number = isPercentage ? trimmed.slice(0, -1).trimEnd() : trimmed;
  const problem = decimalProblem(number);
  if (problem !== null) {
    const meant = problem === 'exponents are not read' && Number(number) > 0 && Number(number) < 1;
    const plain = meant ? Number(Number(number).toFixed(15)) : 0;
    throw usageError(flag, text, problem, plain >= 1e-6 ? `write ${plain}` : `write a share such as ${example}`);
  }
  return isPercentage ? Number(`${number}e-2`) : Number(number);
};

/** Reads a share of all requests: `0.001` or `0.1%`, from 0 to 1, both included. Throws a RangeError naming `flag`, value and fix. */
export const parseShare = (text: string, flag: string): number => {
  const share = fractionOf(text, flag, '0.001 or 0.1%');
  if (share > 1) {
    throw usageError(
      flag,
      text,
      'a share is not above 1',
      'write a number from 0 to 1, such as 0.001, or a percentage such as 0.1%',
    );
  }
  return share;
};

/**
 * Reads alpha, the chance of FAIL when the gateway is exactly right: above 0 (at least 1e-12, where doubles still tell 1 − alpha
 * from 1) and below 0.5. Throws a RangeError naming `flag`, value and fix.
 */
export const parseSignificance = (text: string, flag = '--significance'): number => {
  const alpha = fractionOf(text, flag, '0.01');
  if (alpha < 1e-12 || alpha >= 0.5) {
    throw usageError(flag, text, 'this chance of a false alarm is not above 0 and below 0.5', 'write a share such as 0.01');
  }
  return alpha;
};

/**
 * Reads the power, the chance to notice a shift of the asked size: from 0.5 to 0.999999999. At least one half, so that it is
 * always above alpha and a plan exists. Throws a RangeError naming `flag`, value and fix.
 */
export const parsePower = (text: string, flag = '--power'): number => {
  const power = fractionOf(text, flag, '0.95');
  if (power < 0.5 || power > 0.999_999_999) {
    throw usageError(flag, text, 'a power is at least 0.5 and below 1', 'write a share such as 0.95');
  }
  return power;
};
