/** Hover: the field under the cursor, and values that mean more than they say. */
import type { Settings } from '../env.ts';
import { describeField } from '../schema/describe.ts';
import { describeValue } from '../schema/describe-value.ts';
import { isInVersion, type SchemaWalker } from '../schema/walk.ts';
import { inlineCode } from '../text/markdown.ts';
import { type Range, shiftRange } from '../text/range.ts';
import { documentAt, isKubeDocument, type SourceFile } from '../workspace/file.ts';
import { pathAt } from '../yaml/path-at.ts';

export interface Hover {
  readonly range: Range;
  readonly markdown: string;
}

export function hover(file: SourceFile, offset: number, schemas: SchemaWalker, settings: Settings): Hover | undefined {
  const document = documentAt(file, offset);
  if (!document || !isKubeDocument(document)) return undefined;
  const { yaml, identity } = document.content;
  const root = schemas.kind(identity.group, identity.version, identity.kind);
  const found = pathAt(yaml.root, offset - document.start);
  if (!root || !found) return undefined;
  const schema = schemas.at(root, found.path);
  if (!schema) return undefined;
  const range = shiftRange(found.node.range, document.start);
  if (found.on === 'key') {
    const name = String(found.path.at(-1));
    const parent = schemas.at(root, found.path.slice(0, -1));
    const text = describeField(name, schema, schemas, parent?.required?.includes(name) ?? false);
    return {
      range,
      markdown: isInVersion(schema, settings.argoVersion)
        ? text
        : `${text}\n\n_Not in Argo Rollouts ${settings.argoVersion}._`,
    };
  }
  if (found.path.length === 1 && found.path[0] === 'kind' && root.description) {
    return { range, markdown: `**${inlineCode(identity.kind)}**\n\n${root.description}` };
  }
  const name = String(found.path.findLast(step => typeof step === 'string') ?? '');
  const markdown = describeValue(name, found.node, schema);
  return markdown === undefined ? undefined : { range, markdown };
}
