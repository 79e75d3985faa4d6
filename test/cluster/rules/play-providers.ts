/** Sends what a metric asks to the scripted metrics server; the text of the question stays in it, for its placeholders. */
import { type Fields, isRecord, recordAt, textAt } from './fields-of.ts';
import type { Staging } from './proof.ts';

const ANSWERS: Readonly<Record<string, readonly unknown[]>> = { web: [{ status: 'ok' }], prometheus: [1] };

/** Providers that `provider-server.ts` plays. */
const OTHERS = new Set(['graphite', 'kayenta', 'skywalking']);

/** The document with every web and Prometheus metric asking the metrics server. */
export function playProviders(value: unknown, staging: Staging): unknown {
  if (Array.isArray(value)) return value.map(item => playProviders(item, staging));
  if (!isRecord(value)) return value;
  if (isRecord(value.provider)) return { ...value, provider: playProvider(value, value.provider, staging) };
  return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, playProviders(part, staging)]));
}

function playProvider(metric: Fields, provider: Fields, staging: Staging): Fields {
  const web = recordAt(provider, 'web');
  const prometheus = recordAt(provider, 'prometheus');
  const address = textAt(prometheus, 'address');
  const isPlayed = address !== undefined && /^https?:\/\/\w/.test(address) && !address.includes('{{');
  const others = Object.entries(provider).map(([name, fields]) => [
    name,
    OTHERS.has(name) && isRecord(fields) && !String(fields.address).includes('{{')
      ? { ...fields, address: '$PROVIDERS' }
      : fields,
  ]);
  return {
    ...Object.fromEntries(others),
    ...(web ? { web: playWeb(metric, web, staging) } : {}),
    ...(prometheus && isPlayed ? { prometheus: playPrometheus(metric, prometheus, staging) } : {}),
  };
}

function playWeb(metric: Fields, web: Fields, staging: Staging): Fields {
  const url = textAt(web, 'url');
  if (url === undefined || !/^(https?:\/\/\w|\{\{|http:\/\/\{\{)/.test(url)) return web;
  const answers = encodeURIComponent(JSON.stringify(answersOf(metric, 'web', staging).map(asBody)));
  return { ...web, url: `$METRICS/web/${seriesOf(metric)}?answers=${answers}&asked=${url}` };
}

/** Words that direct the metrics server may be fields of an answer, too. */
function asBody(answer: unknown): unknown {
  return isRecord(answer) && !('value' in answer) && !('body' in answer) ? { value: answer } : answer;
}

function playPrometheus(metric: Fields, prometheus: Fields, staging: Staging): Fields {
  const { query } = prometheus;
  const answers = JSON.stringify(answersOf(metric, 'prometheus', staging).map(each => defaulted(query, each)));
  if (typeof query !== 'string' || query === '') return { ...prometheus, address: '$METRICS' };
  return { ...prometheus, address: '$METRICS', query: `${query} # series="${seriesOf(metric)}", answers='${answers}'` };
}

/** As Prometheus does: `... or vector(0)` answers 0 where the rest answers nothing. */
function defaulted(query: unknown, answer: unknown): unknown {
  const isDefaulted = typeof query === 'string' && /\bor vector\(0\)/.test(query);
  return isDefaulted && Array.isArray(answer) && answer.length === 0 ? [0] : answer;
}

/** Letters only: the name of a metric may hold anything, the placeholder of an arg too. */
function seriesOf({ name }: Fields): string {
  return `$NAMESPACE/${encodeURIComponent(String(name)).replaceAll(/[^\w-]/g, '_')}`;
}

function answersOf({ name }: Fields, provider: string, { answers }: Staging): readonly unknown[] {
  const own = isRecord(answers) ? (answers as Readonly<Record<string, readonly unknown[]>>)[String(name)] : answers;
  return (own as readonly unknown[] | undefined) ?? ANSWERS[provider] ?? [];
}
