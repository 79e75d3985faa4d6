/** Placeholders where they are written: in every text of a tree, keys included, as the controller substitutes them. */
import type { Range } from '../text/range.ts';
import type { YamlNode, YamlScalar } from '../yaml/node.ts';
import { remember } from '../yaml/remember.ts';
import { mapScalar } from '../yaml/scalar-source.ts';
import { scalarsIn } from '../yaml/scalars.ts';
import { findUnclosed, type Placeholder, scanPlaceholders } from './scan.ts';

export interface PlaceholderPlace extends Placeholder {
  /** Offsets of the document, braces included. */
  readonly range: Range;
  readonly scalar: YamlScalar;
}

export interface UnclosedPlace {
  /** Offsets of the document. */
  readonly range: Range;
  readonly scalar: YamlScalar;
}

/** `text`: of the document. A scalar that an alias repeats is looked at once. */
export function* placeholdersIn(root: YamlNode | undefined, text: string): Iterable<PlaceholderPlace> {
  for (const scalar of bracedScalars(root, text)) yield* placeholdersOf(scalar, text);
}

export function placeholdersOf(scalar: YamlScalar, text: string): readonly PlaceholderPlace[] {
  const placeholders = scanPlaceholders(scalar.text);
  const source = placeholders.length > 0 ? mapScalar(text, scalar) : undefined;
  return placeholders.map(each => ({ ...each, scalar, range: source?.toSource(each.range) ?? scalar.range }));
}

/** Every `{{` without a `}}` behind it in the same text. */
export function* unclosedIn(root: YamlNode | undefined, text: string): Iterable<UnclosedPlace> {
  for (const scalar of bracedScalars(root, text)) {
    const range = findUnclosed(scalar.text);
    if (range) yield { scalar, range: mapScalar(text, scalar)?.toSource(range) ?? scalar.range };
  }
}

function bracedScalars(root: YamlNode | undefined, text: string): readonly YamlScalar[] {
  return root && text.includes('{{') ? remember(root, withBraces) : [];
}

function withBraces(root: YamlNode): readonly YamlScalar[] {
  return [...scalarsIn(root)].filter(scalar => scalar.text.includes('{{'));
}
