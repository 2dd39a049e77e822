import type { Answer, Failure } from '../../../harness/model/observation.ts';

/** An answer as the driver hands it over. */
export const answer = (
  body: string | Buffer,
  more: Partial<Omit<Answer, 'headers'>> & { headers?: Record<string, string> } = {},
): Answer => {
  const { headers = {}, ...rest } = more;
  return {
    index: 0,
    connection: 0,
    status: 200,
    sentAtMs: 0,
    latencyMs: 1,
    uncorrectedMs: null,
    ...rest,
    headers: Object.entries(headers).flatMap((pair) => pair.map((text) => Buffer.from(text))),
    body: Buffer.from(body as string),
  };
};

export const failure = (kind: Failure['kind'], detail: string): Failure => ({
  index: 0,
  connection: 0,
  kind,
  detail,
  latencyMs: 1,
});
