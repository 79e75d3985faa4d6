import { readCalls } from '../../model/analysis-call.ts';
import { literal } from '../../model/experiment-body.ts';
import type { Schema } from '../../schema/schema.ts';
import type { SchemaWalker } from '../../schema/walk.ts';
import { entryOf, resolveAlias, scalarAt, type YamlNode, type YamlScalar } from '../../yaml/node.ts';
import type { Rule, RuleContext } from '../engine/rule.ts';

export const stepArgFieldRefMetadata: Rule = {
  id: 'step-arg-fieldref-metadata',
  title: 'Field of `metadata` that cannot be read',
  docs: "A `fieldPath` that begins with `metadata` is read as in the downward API: `metadata.name`, `.namespace`, `.uid`, `.labels`, `.annotations`, or one label or annotation as `metadata.labels['key']`. With another one the controller refuses the Rollout (InvalidSpec).",
  severity: 'error',
  kinds: ['Rollout'],
  needs: 'document',
  *check({ root }) {
    for (const path of fieldPaths(root)) {
      if (!path.text.startsWith('metadata') || isDownward(path.text)) continue;
      yield {
        range: path.range,
        message: `\`${path.text}\` cannot be read: of \`metadata\` there are \`name\`, \`namespace\`, \`uid\`, \`labels['key']\` and \`annotations['key']\`. The controller refuses the Rollout (InvalidSpec). Write one of these.`,
      };
    }
  },
};

export const stepArgFieldPathInvalid: Rule = {
  id: 'step-arg-fieldpath-invalid',
  title: 'Field path leads nowhere',
  docs: 'A `fieldPath` outside `metadata` is followed through the Rollout, cut at dots and brackets, and must end in a single value. One that does not passes every check; the run cannot be made, and the Rollout tries again for ever without a condition that says so.',
  severity: 'error',
  kinds: ['Rollout'],
  needs: 'workspace',
  *check(context) {
    if (!context.isWhole) return;
    for (const path of fieldPaths(context.root)) {
      const why = path.text.startsWith('metadata') ? undefined : follow(path.text, context);
      if (why === undefined) continue;
      yield {
        range: path.range,
        message: `${cureOf(path.text)}: \`${path.text}\` ${why}. The run cannot be made, and the Rollout tries again forever without saying so.`,
      };
    }
  },
};

function fieldPaths(root: YamlNode | undefined): readonly YamlScalar[] {
  return readCalls(root, 'Rollout').flatMap(({ args }) =>
    args.flatMap(({ valueFrom }) => {
      const path = scalarAt(valueFrom, 'fieldRef', 'fieldPath');
      const isRead = typeof path?.value === 'string' && literal(path) !== undefined && path.text !== '';
      // The hash wins over the field.
      return isRead && !entryOf(valueFrom, 'podTemplateHashValue') ? [path] : [];
    }),
  );
}

function isDownward(path: string): boolean {
  return /^metadata\.(name|namespace|uid|labels|annotations|(labels|annotations)\['[^']+'\])$/.test(path);
}

/** Quotes are part of a key here, where `metadata` alone would take them. */
function cureOf(path: string): string {
  const bare = path.replaceAll(/\[(['"])([^'"\]]*)\1\]/g, '.$2');
  const isMeant = bare !== path && !/['"]/.test(bare);
  return isMeant
    ? `Write \`${bare}\``
    : 'Write the path of a single value, such as `spec.template.spec.containers[0].image`';
}

/** What the API server fills in where it is not written. */
const FILLED_IN: ReadonlySet<string> = new Set(['protocol']);

/** Why the path ends without a single value; undefined: it does not, or only the cluster knows. */
function follow(path: string, { root, schema, schemas, document, file, workspace }: RuleContext): string | undefined {
  // A kustomization may add labels, annotations and environment.
  const isAll = path.startsWith('spec.template.') && !workspace.isTakenIn(file);
  let node = resolveAlias(root);
  let at: Schema | undefined = schema;
  for (const section of path.split(/[.[\]]+/).filter(each => each !== '')) {
    if (/^['"]/.test(section)) return 'has quotes, which are not read outside of `metadata`';
    if (node?.kind === 'seq' && !/^\d+$/.test(section)) return `asks a list for \`${section}\``;
    const next: YamlNode | undefined =
      node?.kind === 'seq' ? node.items[Number(section)] : resolveAlias(entryOf(node, section)?.value);
    if (node?.kind === 'seq' && !next) return 'asks for an item that the list does not have';
    if (node?.kind === 'scalar' && node.value !== null) return `goes on behind a single value at \`${section}\``;
    const below = at && step(at, section, schemas);
    if (!next && at && !below && !isOpen(at)) return `asks for a field \`${section}\` that does not exist`;
    if (!next && isAll && node?.kind === 'map' && !FILLED_IN.has(section))
      return `asks for \`${section}\`, which is not there`;
    // Not written: the cluster may fill it in.
    if (!next && path.startsWith('status')) return undefined;
    node = resolveAlias(next);
    at = below;
  }
  const isGiven = document.content.yaml.problems.length === 0;
  return isGiven && (node?.kind === 'map' || node?.kind === 'seq') ? 'is not a single value' : undefined;
}

function step(schema: Schema, section: string, schemas: SchemaWalker): Schema | undefined {
  return schema.type === 'array' ? schemas.item(schema) : schemas.property(schema, section);
}

function isOpen(schema: Schema): boolean {
  return (
    schema.type === undefined || schema.preserveUnknownFields === true || schema.additionalProperties !== undefined
  );
}
