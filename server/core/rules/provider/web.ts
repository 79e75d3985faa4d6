import { scanPlaceholders } from '../../args/scan.ts';
import { type Node, walk } from '../../expr/syntax/ast.ts';
import { parseJsonPath } from '../../kube/json-path.ts';
import { entryOf, scalarAt, valueAt, type YamlMap, type YamlScalar } from '../../yaml/node.ts';
import { mapScalar } from '../../yaml/scalar-source.ts';
import { addField, removeField, replaceWith } from '../engine/fix.ts';
import { providerRule } from '../engine/provider-rule.ts';

export const webTwoBodies = providerRule('web', {
  id: 'web-two-bodies',
  title: 'Two bodies in one request',
  docs: 'A request has one body: `body` (text) or `jsonBody` (an object). With both every measurement is Error.',
  isPartial: true,
  *check({ provider }, context) {
    const body = scalarAt(provider, 'body');
    const jsonBody = entryOf(provider, 'jsonBody');
    const text = entryOf(provider, 'body');
    if (!text || !body || body.text === '' || !jsonBody || valueAt(provider, 'jsonBody')?.kind !== 'map') return;
    yield {
      range: text.key.range,
      message: '`body` and `jsonBody` cannot stand together: every measurement is Error. Keep one.',
      related: [{ range: jsonBody.key.range, message: '`jsonBody`' }],
      fixes: removeField(context, provider, 'body'),
    };
  },
});

export const webBodyWithGet = providerRule('web', {
  id: 'web-body-with-get',
  title: 'Request with a body and method GET',
  docs: 'A body can be sent with POST and PUT only. With GET, which is the default, every measurement is Error.',
  isPartial: true,
  *check({ provider, path }, context) {
    const method = scalarAt(provider, 'method');
    const isGet = method ? method.text === 'GET' || method.text === '' : context.isWhole;
    const body = bodyOf(provider);
    if (!isGet || !body) return;
    yield {
      range: method?.range ?? body.range,
      message: `A request with a body cannot be a GET${method ? '' : ', which is the default'}: every measurement is Error. Write \`method: POST\`.`,
      ...(method ? { related: [{ range: body.range, message: 'the body' }] } : {}),
      fixes: method ? replaceWith('POST', method.range) : addField(context, path, provider, 'method: POST'),
    };
  },
});

export const webMethodOdd = providerRule('web', {
  id: 'web-method-odd',
  title: 'Method that servers may not know',
  docs: 'The `method` is sent as it is written: `post` is sent as `post`, which most servers refuse, and only GET, POST and PUT are meant to be used.',
  severity: 'warning',
  isPartial: true,
  *check({ provider }) {
    const method = scalarAt(provider, 'method');
    if (typeof method?.value !== 'string' || method.text === '' || method.text.includes('{{')) return;
    if (['GET', 'POST', 'PUT'].includes(method.text)) return;
    const upper = method.text.trim().toUpperCase();
    const isCase = ['GET', 'POST', 'PUT'].includes(upper);
    yield {
      range: method.range,
      message: `The method is sent as it is written, and \`${method.text}\` is none of \`GET\`, \`POST\` and \`PUT\`${isCase ? ': most servers refuse it' : ''}. ${isCase ? `Write \`${upper}\`.` : 'Make sure that the server expects it.'}`,
      fixes: isCase ? replaceWith(upper, method.range) : [],
    };
  },
});

export const webJsonPathInvalid = providerRule('web', {
  id: 'web-jsonpath-invalid',
  title: '`jsonPath` that Kubernetes does not read',
  docs: 'A `jsonPath` is written as for kubectl: in braces, such as `{$.data.ok}`. One that does not parse makes every measurement Error. Text outside the braces is taken as it is, so that `$.data.ok` without them yields this very text as `result`.',
  needs: 'value',
  *check({ provider }, { document }) {
    const jsonPath = scalarAt(provider, 'jsonPath');
    const text = typeof jsonPath?.value === 'string' ? masked(jsonPath.text) : undefined;
    if (!jsonPath || text === undefined || text.trim() === '') return;
    const { problem, hasPath, leadingText, endsEmpty } = parseJsonPath(text);
    const source = mapScalar(document.text, jsonPath);
    if (problem) {
      yield {
        range: source?.toSource(problem.range) ?? jsonPath.range,
        message: `This path does not parse (${problem.message.replaceAll('`', "'")}): every measurement is Error. Write a path in braces, such as \`{$.data.ok}\`.`,
      };
    } else if (!hasPath) {
      yield {
        range: jsonPath.range,
        message: `A path stands in braces: without them \`result\` is the text \`${jsonPath.text.trim()}\` itself. Write \`{${jsonPath.text.trim()}}\`.`,
        fixes: brace(jsonPath),
      };
    } else if (endsEmpty) {
      const whole = text.replaceAll(/(?<!\.)\.\s*\}/g, '}').replaceAll('{}', '{$}');
      yield {
        range: jsonPath.range,
        message: `Write \`${whole}\`: a path that ends in a dot asks for a field without a name. It is never found, and every measurement is Error.`,
        fixes:
          text === jsonPath.text && jsonPath.style !== 'literal' && jsonPath.style !== 'folded'
            ? replaceWith(JSON.stringify(whole), jsonPath.range)
            : [],
      };
    } else if (leadingText && text.slice(0, leadingText.end).trim() !== '') {
      yield {
        range: source?.toSource(leadingText) ?? jsonPath.range,
        message: 'Text before the braces is taken as it is, and is all that `result` holds. Remove it.',
      };
    }
  },
});

/** Operators that compare the whole answer with a text. */
const OF_TEXTS: ReadonlySet<string> = new Set(['==', '!=', 'contains', 'startsWith', 'endsWith', 'matches']);

export const webTextCompared = providerRule('web', {
  id: 'web-text-compared',
  title: 'Plain text compared as if it were JSON',
  docs: 'Up to Argo Rollouts 1.10 an answer that is no JSON makes the measurement Successful, and no condition is looked at. A condition that compares the whole answer with a text (`result == "PASS"`) is most likely written for such an answer. Let the service answer JSON, and compare a field of it.',
  severity: 'warning',
  *check({ metric, provider }, { conditions, settings }) {
    if (settings.argoVersion === 'next' || entryOf(provider, 'jsonPath')) return;
    for (const { metric: own, scalar, source, checked } of conditions()) {
      if (own.node !== metric.node) continue;
      const compared = comparedText(checked.parsed.tree);
      if (!compared) continue;
      yield {
        range: source?.toSource(compared) ?? scalar.range,
        message:
          'Let the service answer JSON and compare a field of it: an answer that is plain text is Successful, whatever the condition says.',
      };
    }
  },
});

function comparedText(tree: Node): Node | undefined {
  let found: Node | undefined;
  walk(tree, node => {
    if (node.kind !== 'binary' || !OF_TEXTS.has(node.operator)) return;
    const sides = [node.left, node.right];
    const isWhole = sides.some(side => side.kind === 'identifier' && side.name === 'result');
    if (isWhole && sides.some(side => side.kind === 'string')) found ??= node;
  });
  return found;
}

function bodyOf(provider: YamlMap): YamlMap['entries'][number]['key'] | undefined {
  const body = entryOf(provider, 'body');
  if (body && scalarAt(provider, 'body') && scalarAt(provider, 'body')?.text !== '') return body.key;
  const jsonBody = entryOf(provider, 'jsonBody');
  return jsonBody && valueAt(provider, 'jsonBody')?.kind === 'map' ? jsonBody.key : undefined;
}

/** With a digit in the place of each character of a placeholder, which fits names and indices. Undefined: it may be all of the path. */
function masked(text: string): string | undefined {
  let result = '';
  let end = 0;
  for (const { range, arg } of scanPlaceholders(text)) {
    if (arg === undefined || range.start === 0) return undefined;
    result += text.slice(end, range.start) + '1'.repeat(range.end - range.start);
    end = range.end;
  }
  return result + text.slice(end);
}

function brace({ text, range, style }: YamlScalar): ReturnType<typeof replaceWith> {
  const path = `{${text.trim()}}`;
  if (style === 'literal' || style === 'folded') return [];
  const quoted = style === 'single' ? `'${path.replaceAll("'", "''")}'` : JSON.stringify(path);
  return [{ title: `Write \`${path}\``, edits: [{ range, newText: quoted }] }];
}
