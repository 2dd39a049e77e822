import { type Answer, lineAnswer, refusal } from './answer.ts';
import type { AttemptMemory } from './attempt-memory.ts';
import { quoted } from './visible-text.ts';

const MAX_ID_LENGTH = 256;

/**
 * `/flaky?fail=N[&code=503]`: the first N attempts that carry one `x-request-id` fail with the code, later ones get `greeting`.
 * Gateways keep the id when they retry, so this shows whether and how often they do. N is 0 to 1,000,000, the code 400 to 599.
 */
export function flakyAnswer(query: string, requestId: string | undefined, memory: AttemptMemory, greeting: string): Answer {
  const parameters = new URLSearchParams(query);
  const failText = parameters.get('fail');
  const codeText = parameters.get('code') ?? '503';
  if (failText === null || !/^\d{1,7}$/.test(failText) || Number(failText) > 1_000_000) {
    return refusal(400, `fail=${quoted(failText ?? '')} is not a whole number from 0 to 1000000, try /flaky?fail=2`);
  }
  if (!/^[45]\d\d$/.test(codeText)) {
    return refusal(400, `code=${quoted(codeText)} is not a status from 400 to 599, try /flaky?fail=2&code=503`);
  }
  if (!requestId) return refusal(400, '/flaky counts attempts per x-request-id; send that header');
  if (requestId.length > MAX_ID_LENGTH) return refusal(400, `x-request-id is longer than ${MAX_ID_LENGTH} characters`);
  const attempt = memory.next(requestId);
  const headers = { 'x-flaky-attempt': String(attempt) };
  if (attempt > Number(failText)) return lineAnswer(200, greeting, headers);
  const code = Number(codeText);
  return refusal(code, `attempt ${attempt} of request ${quoted(requestId)} fails, as attempts 1 to ${failText} do`, headers);
}
