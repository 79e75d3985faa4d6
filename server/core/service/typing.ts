/** Help while somebody types. Verbs on a file that is not known answer nothing. */
import { DEFAULT_SETTINGS, type Settings } from '../env.ts';
import type { SignatureHelp } from '../expr/help/signature-help.ts';
import { matchBrackets } from '../features/brackets.ts';
import { type ColouredRange, colours } from '../features/colours.ts';
import { complete } from '../features/complete/complete.ts';
import { completeDirectives } from '../features/complete/directives.ts';
import type { Completion } from '../features/complete/item.ts';
import { helpSignature, hoverCondition } from '../features/condition-help.ts';
import { diagnose } from '../features/diagnose.ts';
import { explainField } from '../features/explain-field.ts';
import { type Hint, hints } from '../features/hints.ts';
import { type Hover, hover } from '../features/hover.ts';
import { hoverEnd } from '../features/hover-end.ts';
import { hoverName } from '../features/name-hover.ts';
import type { Range } from '../text/range.ts';
import type { Parts } from './parts.ts';

export interface Typing {
  /** `trigger`: the character that was typed and made the editor ask; absent: a word is typed, or a person asked. */
  complete(uri: string, offset: number, settings?: Settings, trigger?: string): readonly Completion[];
  hover(uri: string, offset: number, settings?: Settings): Hover | undefined;
  /** The call that is being written in a condition. */
  helpSignature(uri: string, offset: number, settings?: Settings): SignatureHelp | undefined;
  /** The bracket of a condition at the offset, and its partner. */
  matchBrackets(uri: string, offset: number, settings?: Settings): readonly Range[];
  /** Pieces of conditions, and placeholders. */
  colours(uri: string, settings?: Settings): readonly ColouredRange[];
  /** Inlay hints of the documents that touch `range`. */
  hints(uri: string, range: Range, settings?: Settings): readonly Hint[];
  /** The text of a field, `Experiment.spec.duration`; undefined: there is none. */
  explainField(path: string): string | undefined;
}

export function createTyping({ schemas, store, rules, symbols, withFile }: Parts): Typing {
  return {
    complete: (uri, offset, settings = DEFAULT_SETTINGS, trigger) =>
      withFile(
        uri,
        file =>
          completeDirectives(file, offset, () => diagnose(file, settings, rules)) ??
          complete(file, offset, schemas, settings, store, trigger),
      ) ?? [],
    hover: (uri, offset, settings = DEFAULT_SETTINGS) =>
      withFile(uri, file => {
        const found =
          hoverName(file, offset, symbols) ??
          hoverCondition(file, offset, settings) ??
          hover(file, offset, schemas, settings);
        return hoverEnd(file, offset, store, settings.argoVersion, found);
      }),
    helpSignature: (uri, offset, settings = DEFAULT_SETTINGS) =>
      withFile(uri, file => helpSignature(file, offset, settings)),
    matchBrackets: (uri, offset, settings = DEFAULT_SETTINGS) =>
      withFile(uri, file => matchBrackets(file, offset, settings)) ?? [],
    colours: (uri, settings = DEFAULT_SETTINGS) => withFile(uri, file => colours(file, settings)) ?? [],
    hints: (uri, range, { argoVersion } = DEFAULT_SETTINGS) =>
      withFile(uri, file => hints(file, range, store, argoVersion)) ?? [],
    explainField: path => explainField(path, schemas),
  };
}
