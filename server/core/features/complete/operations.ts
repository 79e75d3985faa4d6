/** Operations of a JSON 6902 patch: their own fields, the path, and what belongs at the path. */
import { describeField, typeName } from '../../schema/describe.ts';
import type { Schema } from '../../schema/schema.ts';
import { isInVersion, type PathStep } from '../../schema/walk.ts';
import { readPointer } from '../../workspace/json-patch.ts';
import { stringAt } from '../../yaml/node.ts';
import type { CompleteInput, Item } from './item.ts';
import { writeName } from './quoting.ts';

const FIELDS: Readonly<Record<string, string>> = {
  op: 'What is done at the path.',
  path: 'Where: the names from the top of the object, each behind a slash. Items of lists are counted from 0.',
  value: 'What is written there.',
  from: 'Where it comes from (`move`, `copy`).',
};

const OPERATIONS: Readonly<Record<string, string>> = {
  add: 'Writes a field, or puts an item before the one at the path; `-` is behind the last.',
  replace: 'Writes over what is there. It must be there.',
  remove: 'Takes away what is there. It must be there.',
  test: 'Refuses the patch when something else is there.',
  move: 'Takes it away at `from` and writes it here.',
  copy: 'Writes here what is at `from`.',
};

/** `path`: the cursor is in a value, at this place of the object. `schema`: of the object's kind. */
export function completeOperation(
  input: CompleteInput,
  schema: Schema,
): { readonly items: readonly Item[] } | { readonly path: readonly PathStep[] } {
  const { cursor } = input;
  const [index, field, ...rest] = cursor.path;
  if (typeof index !== 'number') return { items: [] };
  if (field === undefined) return { items: cursor.at === 'key' ? fields(input) : [] };
  if (field === 'value') {
    const pointer = readPointer(stringAt(cursor.root, index, 'path') ?? '');
    return pointer ? { path: [...pointer, ...rest] } : { items: [] };
  }
  if (cursor.at !== 'value') return { items: [] };
  if (field === 'op') return { items: Object.entries(OPERATIONS).map(each => value(input, each)) };
  return { items: field === 'path' || field === 'from' ? pointers(input, schema) : [] };
}

function fields(input: CompleteInput): readonly Item[] {
  const { cursor } = input;
  return Object.entries(FIELDS).flatMap(([name, documentation]): readonly Item[] =>
    cursor.siblings.has(name)
      ? []
      : [
          {
            label: name,
            kind: 'field',
            documentation,
            newText: `${writeName(name, input)}${cursor.hasColon ? '' : ': '}`,
            snippet: false,
            rank: 'optional',
            fit: 'loose',
            retrigger: !cursor.hasColon && name === 'op',
          },
        ],
  );
}

function value(input: CompleteInput, [label, documentation]: readonly [string, string]): Item {
  const newText = writeName(label, input);
  return { label, kind: 'value', documentation, newText, snippet: false, rank: 'optional', fit: 'next' };
}

/** The next step of the path that is typed: the fields of the object there, or the items of the list. */
function pointers(input: CompleteInput, root: Schema): readonly Item[] {
  const { cursor, schemas, settings } = input;
  const above = cursor.word.slice(0, Math.max(0, cursor.word.lastIndexOf('/')));
  const steps = above === '' ? [] : readPointer(above);
  const parent = steps && schemas.at(root, steps);
  if (!parent) return [];
  const write = (step: string): string => `${above}/${step.replaceAll('~', '~0').replaceAll('/', '~1')}`;
  if (parent.type === 'array') {
    const ends = { [write('0')]: 'The first item.', [write('-')]: 'Behind the last item.' };
    return Object.entries(ends).map(each => value(input, each));
  }
  return Object.keys(parent.properties ?? {}).flatMap((name): readonly Item[] => {
    const field = schemas.property(parent, name);
    if (!field || field.status || !isInVersion(field, settings.argoVersion)) return [];
    const label = write(name);
    return [
      {
        label,
        kind: 'field',
        detail: typeName(field, schemas),
        documentation: describeField(name, field, schemas, false),
        newText: writeName(label, input),
        snippet: false,
        rank: 'optional',
        fit: 'next',
      },
    ];
  });
}
