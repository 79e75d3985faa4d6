/** What a scripted series says: pure reading and writing, the server beside it only carries it. */

/** A sample; JSON has no number for the last three. */
export type Sample = number | 'NaN' | '+Inf' | '-Inf';

/** The answer to one request. A number or a list alone is short for `{value}`. */
export interface Answer {
  /** For Prometheus a sample or a list of samples (empty: no data); for web any JSON value, sent as the body. */
  readonly value: unknown;
  /** Raw body for web, for answers that are not JSON; goes before `value`. */
  readonly body: string | undefined;
  /** HTTP status; from 400 on an error. */
  readonly status: number;
  /** Seconds that the answer takes. */
  readonly afterSeconds: number;
  /** Prometheus: result type `scalar` instead of `vector`. */
  readonly scalar: boolean;
}

const modifiers = ['value', 'body', 'status', 'afterSeconds', 'scalar'];

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function readAnswer(value: unknown, index: number): Answer | string {
  if (!isRecord(value)) return { value, body: undefined, status: 200, afterSeconds: 0, scalar: false };
  const unknown = Object.keys(value).find(key => !modifiers.includes(key));
  if (unknown !== undefined)
    return `answers[${index}] has the unknown field "${unknown}": known are ${modifiers.join(', ')}`;
  const { body, status = 200, afterSeconds = 0, scalar = false } = value;
  if (body !== undefined && typeof body !== 'string') return `answers[${index}].body has to be text`;
  if (typeof status !== 'number' || !Number.isInteger(status) || status < 200 || status > 599)
    return `answers[${index}].status has to be 200 to 599`;
  if (typeof afterSeconds !== 'number' || !(afterSeconds >= 0 && afterSeconds <= 3600))
    return `answers[${index}].afterSeconds has to be 0 to 3600`;
  if (typeof scalar !== 'boolean') return `answers[${index}].scalar has to be true or false`;
  return { value: value.value ?? null, body, status, afterSeconds, scalar };
}

/** Reads a script: a non-empty list of answers; a request takes the next one, the last one stays. Text is what is wrong with it. */
export function readAnswers(script: unknown): readonly Answer[] | string {
  if (!Array.isArray(script) || script.length === 0) return 'the answers have to be a non-empty JSON list';
  const answers = script.map(readAnswer);
  return answers.find(answer => typeof answer === 'string') ?? answers.filter(answer => typeof answer !== 'string');
}

/** Reads a script that came as text. */
export function parseAnswers(text: string): readonly Answer[] | string {
  try {
    return readAnswers(JSON.parse(text));
  } catch {
    return 'the answers are not JSON';
  }
}

/** Which series a PromQL text means: its label `series`, and `answers` where the text carries its own script. Label values may be quoted either way. */
export function readQuery(promql: string): { series: string; answers: string | undefined } {
  const label = (name: string) => {
    const match = new RegExp(`\\b${name}\\s*=\\s*(?:"((?:[^"\\\\]|\\\\.)*)"|'([^']*)')`).exec(promql);
    return match ? (match[1]?.replace(/\\(.)/g, '$1') ?? match[2]) : undefined;
  };
  return { series: label('series') ?? promql, answers: label('answers') };
}

/** The HTTP body for a web metric. */
export function webBody({ value, body }: Answer): string {
  return body ?? JSON.stringify(value ?? null);
}

/** The HTTP body of Prometheus' `query` (a vector or scalar) or `query_range` (a matrix) at a time in seconds. */
export function prometheusBody({ value, status, scalar }: Answer, range: boolean, time: number): string {
  if (status >= 400)
    return JSON.stringify({ status: 'error', errorType: 'scripted', error: `scripted answer with status ${status}` });
  const samples = Array.isArray(value) ? value : value === null ? [] : [value];
  const point = (sample: unknown, at: number) => [at, String(sample)];
  const data = range
    ? {
        resultType: 'matrix',
        result: samples.length ? [{ metric: {}, values: samples.map((sample, i) => point(sample, time + i)) }] : [],
      }
    : scalar
      ? { resultType: 'scalar', result: point(samples[0] ?? 'NaN', time) }
      : {
          resultType: 'vector',
          result: samples.map((sample, i) => ({
            metric: samples.length > 1 ? { i: String(i) } : {},
            value: point(sample, time),
          })),
        };
  return JSON.stringify({ status: 'success', data });
}
