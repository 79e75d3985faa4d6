import { type PlaceholderPlace, placeholdersOf } from '../../args/places.ts';
import { ANALYSIS_KINDS, type Metric, readAnalysis, readArgs } from '../../model/analysis.ts';
import { literal } from '../../model/experiment-body.ts';
import { providerOf } from '../../model/providers/providers.ts';
import { nearest } from '../../text/nearest.ts';
import { isTemplated } from '../../workspace/file.ts';
import { sharesNamespace } from '../../workspace/namespace.ts';
import { entryOf, itemsAt, scalarAt, stringAt, valueAt, type YamlNode, type YamlScalar } from '../../yaml/node.ts';
import { rewrite } from '../engine/fix.ts';
import { metricRule } from '../engine/metric-rule.ts';
import type { Rule } from '../engine/rule.ts';

/** Headers whose value lets somebody in. */
const SECRET_HEADER = /^((proxy-)?authorization|(x-)?(api|auth)[-_]?(key|token)|dd-(api|application)-key|cookie)$/i;

export const secretKeyNotFound: Rule = {
  id: 'secret-key-not-found',
  title: 'Secret has no such key',
  docs: 'An arg that names a key which its Secret does not have makes the run Error at once, without another try. Only Secrets that are in the workspace are looked at.',
  severity: 'info',
  kinds: ANALYSIS_KINDS.filter(kind => !kind.startsWith('Cluster')),
  needs: 'workspace',
  *check({ root, document, file, workspace }) {
    for (const { valueFrom } of readArgs(valueAt(root, 'spec'))) {
      const name = literal(scalarAt(valueFrom, 'secretKeyRef', 'name'));
      const key = scalarAt(valueFrom, 'secretKeyRef', 'key');
      if (!name || !key || literal(key) === undefined) continue;
      const secrets = workspace.definitions('Secret').filter(at => {
        const isOne = at.document.content.identity.name === name && !isTemplated(at.document);
        return isOne && sharesNamespace({ file, document }, at, workspace);
      });
      const [secret] = secrets;
      const nameNode = secret?.document.content.identity.nameNode;
      if (!secret || !nameNode || secrets.length > 1 || hasKey(secret.document.content.yaml.root, key.text)) continue;
      const meant = nearest(key.text, keysOf(secret.document.content.yaml.root));
      yield {
        range: key.range,
        message: `Secret \`${name}\` has no key \`${key.text}\`: the run is Error at once. Correct the key, or add it to the Secret.`,
        related: [{ in: secret, range: nameNode.range, message: 'the Secret' }],
        fixes: meant === undefined ? [] : rewrite(key, meant, `Rename to \`${meant}\``),
      };
    }
  },
};

export const secretInQuery: Rule = {
  id: 'secret-in-query',
  title: 'Secret in a query',
  docs: 'The query with all args filled in is kept in the status of the AnalysisRun, where everybody can read it who may read the run. A Secret belongs into a header or an `authentication` block.',
  severity: 'warning',
  kinds: ANALYSIS_KINDS,
  needs: 'document',
  *check({ root, document }) {
    const secrets = new Set(
      readArgs(valueAt(root, 'spec')).flatMap(({ name, valueFrom }) =>
        name && valueAt(valueFrom, 'secretKeyRef') ? name.text : [],
      ),
    );
    if (secrets.size === 0) return;
    for (const { arg, range } of queryPlaceholders(root, document.text)) {
      if (arg === undefined || !secrets.has(arg)) continue;
      yield {
        range,
        message: `Arg \`${arg}\` comes from a Secret, and the query is kept in the status of the run, for everybody to read. Pass it in a header or in \`authentication\`.`,
      };
    }
  },
};

export const secretInPlainText = metricRule({
  id: 'secret-in-plain-text',
  title: 'Secret in plain text',
  docs: 'What stands in a template can be read by everybody who may read the template, and by everybody who can read the repository. A password or token belongs into a Secret, from where an arg takes it (`valueFrom.secretKeyRef`).',
  severity: 'warning',
  isPartial: true,
  *check(metric) {
    for (const scalar of plainSecrets(metric)) {
      if (scalar.text.trim() === '' || scalar.text.includes('{{')) continue;
      yield {
        range: scalar.range,
        message:
          'This looks like a secret, and everybody who may read the template can read it. Keep it in a Secret, and write `{{args.<name>}}` with an arg that takes it from there.',
      };
    }
  },
});

function hasKey(root: YamlNode | undefined, key: string): boolean {
  const maps = ['data', 'stringData'].map(field => valueAt(root, field));
  // What is encrypted or filled in by others has no keys to compare.
  if (!maps.some(map => map?.kind === 'map')) return true;
  return maps.some(map => entryOf(map, key) !== undefined);
}

function keysOf(root: YamlNode | undefined): readonly string[] {
  return ['data', 'stringData'].flatMap(field => {
    const map = valueAt(root, field);
    return map?.kind === 'map' ? map.entries.map(({ key }) => key.text) : [];
  });
}

function* queryPlaceholders(root: YamlNode | undefined, text: string): Iterable<PlaceholderPlace> {
  for (const { node, providers } of readAnalysis(root).metrics) {
    for (const { key } of providers) {
      const field = providerOf(key.text)?.keeps;
      const query = field === undefined ? undefined : scalarAt(node, 'provider', key.text, field);
      if (query) yield* placeholdersOf(query, text);
    }
  }
}

function* plainSecrets({ providers }: Metric): Iterable<YamlScalar> {
  for (const { value: owner } of providers) {
    for (const path of [
      ['oauth2', 'clientSecret'],
      ['basicAuth', 'password'],
    ]) {
      const scalar = scalarAt(owner, 'authentication', ...path);
      if (scalar) yield scalar;
    }
    for (const header of itemsAt(owner, 'headers')) {
      const value = scalarAt(header, 'value');
      if (value && SECRET_HEADER.test(stringAt(header, 'key') ?? '')) yield value;
    }
  }
}
