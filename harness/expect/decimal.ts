/** Longest number text that is read: far more digits than any weight needs, few enough that 1,000 of them stay cheap. */
const MOST_CHARACTERS = 400;
const PLAIN_DECIMAL = /^(?:[0-9]+\.?[0-9]*|\.[0-9]+)$/;

/** What is wrong with a text that should be a plain non-negative decimal such as `80`, `0.5` or `.5`; null when nothing is. */
export const decimalProblem = (text: string): string | null => {
  if (text === '') {
    return 'the number is missing';
  }
  if (text.length > MOST_CHARACTERS) {
    return `the number has ${text.length} characters, at most ${MOST_CHARACTERS} are read`;
  }
  if (PLAIN_DECIMAL.test(text)) {
    return null;
  }
  if (text.startsWith('-') && PLAIN_DECIMAL.test(text.slice(1))) {
    return 'the number is negative';
  }
  return /^[+-]?[0-9.]+e[+-]?[0-9]+$/i.test(text) ? 'exponents are not read' : 'this is not a plain decimal number';
};
