/** The args of the templates that a call names: only those are worth passing. */
import { type Arg, readArgs, readReference, readReferences } from '../../../model/analysis.ts';
import { inlineCode } from '../../../text/markdown.ts';
import { escapeSnippet } from '../../../text/snippet.ts';
import { hasOwnValue, type ResolvedAnalysis, resolveAnalysis } from '../../../workspace/resolve.ts';
import { stringAt, valueAt } from '../../../yaml/node.ts';
import { writeText } from '../../../yaml/scalar.ts';
import type { CompleteInput, Item } from '../item.ts';
import { writeName } from '../quoting.ts';
import type { Layout } from '../skeleton.ts';
import { completeServiceHosts } from './services.ts';

type Path = readonly (string | number)[];

export interface NamedArg {
  readonly name: string;
  /** What the template has for it; absent: a caller must give it. */
  readonly value?: string;
}

/** The args of a call as items of its list, all that are required at once first. Undefined: nobody knows what the call takes. */
export function completeCallArgs(input: CompleteInput, path: Path, dash: string): readonly Item[] | undefined {
  const { cursor, layout } = input;
  if (path.at(-1) !== 'args' || layout.style === 'flow' || layout.json || cursor.hasColon) return undefined;
  const args = argsOf(input, path.slice(0, -1));
  if (!args) return undefined;
  const missing = args.filter(({ value }) => value === undefined);
  const indent = ' '.repeat(cursor.column);
  const write = (each: readonly NamedArg[]): string =>
    itemsOf(each)
      .map(lines => dash + lines.join(`${layout.lineBreak}${indent}${dash === '' ? '' : '  '}`))
      .join(layout.lineBreak + indent);
  const all: Item = {
    label: `${dash}all required args`,
    kind: 'snippet',
    detail: missing.map(({ name }) => name).join(', '),
    newText: write(missing),
    snippet: true,
    rank: 'known',
    fit: 'loose',
  };
  const single = args.map(
    (arg): Item => ({
      ...all,
      label: `${dash}${arg.name}`,
      detail: arg.value === undefined ? 'arg, required' : 'arg with a default',
      newText: write([arg]),
    }),
  );
  return missing.length > 1 && dash !== '' ? [all, ...single] : single;
}

/** What follows `args:` at a call: what its templates require, and with the rest too; undefined: nobody knows what it takes. */
export function callArgsField(
  { cursor, layout, ...input }: CompleteInput,
  name: string,
): { readonly required: string; readonly usual?: string } | undefined {
  const args = name === 'args' ? argsOf({ cursor, layout, ...input }, cursor.path) : undefined;
  if (!args || args.length === 0) return undefined;
  const required = args.filter(({ value }) => value === undefined);
  const write = (each: readonly NamedArg[]): string => `:${writeArgs(each, cursor.column, layout)}`;
  if (required.length === 0) return { required: write(args) };
  return { required: write(required), ...(required.length < args.length ? { usual: write(args) } : {}) };
}

/** A list of args as the value of a field at `column`, its leading space or line break included. */
export function writeArgs(
  args: readonly NamedArg[],
  column: number,
  { style, json, indentItems, lineBreak }: Layout,
): string {
  if (style === 'flow' || json) {
    const quote = json ? '"' : '';
    const items = itemsOf(args, json).map(([name = '', value = '']) => {
      const [key, text] = [name.slice('name: '.length), value.slice('value: '.length)];
      return `{${quote}name${quote}: ${key}, ${quote}value${quote}: ${text}}`;
    });
    return ` [${items.join(', ')}]`;
  }
  const indent = lineBreak + ' '.repeat(column + (indentItems ? 2 : 0));
  return itemsOf(args)
    .map(([name = '', value = '']) => `${indent}- ${name}${indent}  ${value}`)
    .join('');
}

/** The two lines of each arg as snippet text. */
function itemsOf(args: readonly NamedArg[], json = false): readonly (readonly string[])[] {
  return args.map(({ name, value }, index) => {
    const text = value === undefined ? `$${index + 1}` : `\${${index + 1}:${escapeSnippet(writeText(value))}}`;
    const quoted = json && (value === undefined || writeText(value) === value) ? `"${text}"` : text;
    return [`name: ${escapeSnippet(json ? JSON.stringify(name) : writeText(name))}`, `value: ${quoted}`];
  });
}

/** Args that a caller must give. */
export function requiredOf(analysis: ResolvedAnalysis): readonly NamedArg[] {
  return [...analysis.args].flatMap(([name, { what }]) => (hasOwnValue(what) ? [] : [{ name }]));
}

export function describeArg({ value, valueFrom }: Arg): string {
  if (valueFrom) return ': from a secret or field';
  return value ? `: ${inlineCode(value.text)} if not given` : ', required';
}

export function argNames(input: CompleteInput, path: Path): readonly Item[] {
  const call = path.slice(0, -3);
  const passed = passedAt(input, call);
  const resolved = resolveCall(input, call);
  if (!resolved) return [];
  return [...resolved.args].flatMap(([name, { what }]): readonly Item[] =>
    passed.has(name)
      ? []
      : [
          {
            label: name,
            kind: 'value',
            detail: hasOwnValue(what) ? 'arg with a default' : 'arg, required',
            documentation: `${inlineCode(name)}${describeArg(what)}`,
            newText: writeName(name, input),
            snippet: false,
            rank: hasOwnValue(what) ? 'optional' : 'required',
            fit: 'next',
          },
        ],
  );
}

export function argValues(input: CompleteInput, path: Path): readonly Item[] {
  const arg = stringAt(input.cursor.root, ...path.slice(0, -1), 'name');
  return completeServiceHosts(input, arg, resolveCall(input, path.slice(0, -3)));
}

/** Those that the call does not pass yet; undefined: it is no call, or one of its templates is not known. */
function argsOf(input: CompleteInput, call: Path): readonly NamedArg[] | undefined {
  const resolved = resolveCall(input, call);
  if (!resolved || resolved.templates.length === 0 || resolved.missing.length > 0) return undefined;
  const passed = passedAt(input, call);
  return [...resolved.args].flatMap(([name, { what }]): readonly NamedArg[] => {
    if (passed.has(name)) return [];
    if (!hasOwnValue(what)) return [{ name }];
    // What comes from a Secret is not passed on from here.
    return what.value ? [{ name, value: what.value.text }] : [];
  });
}

function passedAt({ cursor }: CompleteInput, call: Path): ReadonlySet<string> {
  return new Set(readArgs(valueAt(cursor.root, ...call)).flatMap(({ name }) => name?.text ?? []));
}

/** Undefined: nothing is called there. A template that names others in its own `templates` passes nothing to them. */
function resolveCall({ cursor, workspace, namespace, uri }: CompleteInput, call: Path): ResolvedAnalysis | undefined {
  const node = call.length > 1 ? valueAt(cursor.root, ...call) : undefined;
  if (node?.kind !== 'map') return undefined;
  const references =
    stringAt(node, 'templateName') === undefined ? readReferences(node, 'templates') : [readReference(node)];
  return references.length === 0 ? undefined : resolveAnalysis(references, namespace, workspace, uri);
}
