import { type PlaceholderPlace, placeholdersOf } from '../../args/places.ts';
import { ANALYSIS_KINDS, type Arg, type Metric, readAnalysis, readArgs } from '../../model/analysis.ts';
import { literal } from '../../model/experiment-body.ts';
import { providerOf } from '../../model/providers/providers.ts';
import { nearest } from '../../text/nearest.ts';
import type { Range } from '../../text/range.ts';
import { isTemplated } from '../../workspace/file.ts';
import { sharesNamespace } from '../../workspace/namespace.ts';
import { entryOf, itemsAt, scalarAt, stringAt, valueAt, type YamlNode, type YamlScalar } from '../../yaml/node.ts';
import { mapScalar } from '../../yaml/scalar-source.ts';
import { rewrite } from '../engine/fix.ts';
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

export const secretInPlainText: Rule = {
  id: 'secret-in-plain-text',
  title: 'Secret in plain text',
  docs: 'What stands in a template can be read by everybody who may read the template, and by everybody who can read the repository: in a header, in an address (`https://user:password@host`, `?api_key=...`), in the default of an arg, in the environment of a Job. A password or token belongs into a Secret, from where an arg takes it (`valueFrom.secretKeyRef`), or the Job itself.',
  severity: 'warning',
  kinds: ANALYSIS_KINDS,
  needs: 'value',
  *check({ root, document }) {
    const { metrics, args } = readAnalysis(root);
    const scalars = [...metrics.flatMap(metric => [...plainSecrets(metric)]), ...secretDefaults(args)];
    for (const scalar of scalars) {
      if (scalar.text.trim() === '' || scalar.text.includes('{{')) continue;
      yield {
        range: scalar.range,
        message: `${KEEP_IT}: this looks like a secret, and everybody who may read the template can read it.`,
      };
    }
    for (const metric of metrics) {
      for (const address of addressesOf(metric)) {
        const found = credentialsIn(address.text);
        const source = found && mapScalar(document.text, address);
        if (!found) continue;
        yield {
          range: source?.toSource(found) ?? address.range,
          message: `${KEEP_IT}: this address holds a secret, and everybody who may read the template can read it.`,
        };
      }
    }
  },
};

const KEEP_IT = 'Keep it in a Secret, from where an arg (or the Job itself) takes it with `valueFrom.secretKeyRef`';

/** What an arg or a variable of the environment is called that lets somebody in. */
const SECRET_NAME = /(?:^|[-_.])(?:password|passwd|token|secret|api[-_]?key|app[-_]?key|access[-_]?key|credentials?)$/i;

function secretDefaults(args: readonly Arg[]): readonly YamlScalar[] {
  return args.flatMap(({ name, value, valueFrom }) =>
    name && value && !valueFrom && SECRET_NAME.test(name.text) && isCredential(value.text) ? [value] : [],
  );
}

/** Long and mixed enough to let somebody in: no name of a Secret, no word that stands for one. */
function isCredential(text: string): boolean {
  return text.length >= 8 && /\d/.test(text) && /[A-Za-z]/.test(text) && !/\s|[${}<>]/.test(text);
}

/** Fields that hold an address. */
function addressesOf({ providers }: Metric): readonly YamlScalar[] {
  return providers.flatMap(({ value }) => ['address', 'url'].flatMap(field => scalarAt(value, field) ?? []));
}

/** The password of `user:password@host`, or the value of `?token=...`; a placeholder is none. */
function credentialsIn(address: string): Range | undefined {
  const user = /^[A-Za-z][A-Za-z0-9+.-]*:\/\/[^/?#@\s]*:([^/?#@\s]+)@/d.exec(address);
  const query = /[?&](?:api[-_]?key|app[-_]?key|access[-_]?token|token|password|secret)=([^&#\s]{8,})/di.exec(address);
  for (const match of [user, query]) {
    const [start, end] = match?.indices?.[1] ?? [];
    if (start !== undefined && end !== undefined && !address.slice(start, end).includes('{{')) return { start, end };
  }
  return undefined;
}

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
    for (const container of itemsAt(owner, 'spec', 'template', 'spec', 'containers')) {
      for (const variable of itemsAt(container, 'env')) {
        const value = scalarAt(variable, 'value');
        if (value && SECRET_NAME.test(stringAt(variable, 'name') ?? '') && isCredential(value.text)) yield value;
      }
    }
    for (const header of itemsAt(owner, 'headers')) {
      const value = scalarAt(header, 'value');
      if (value && SECRET_HEADER.test(stringAt(header, 'key') ?? '')) yield value;
    }
  }
}
