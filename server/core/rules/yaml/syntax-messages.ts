/** What is told of a text that kubectl cannot read, by its code: the cure first. */
import type { MisreadCode, YamlProblemCode } from '../../yaml/problem.ts';

/** These have rules of their own. */
type OtherRules = MisreadCode | 'PLACEHOLDER' | 'TAB_AS_INDENT';

export interface SyntaxMessage {
  readonly message: string;
  /** Title of the fix, where one is known. */
  readonly fix?: string;
}

const UNREAD = 'kubectl cannot read the document.';

export const SYNTAX_MESSAGES = {
  BAD_ANCHOR: {
    message: `A name of letters and digits must follow \`&\` and \`*\`. ${UNREAD} If the value is a text, put it in quotes.`,
    fix: 'Put the value in quotes',
  },
  BAD_BLOCK_HEADER: {
    message: `Only a comment may follow \`|\` and \`>\`. ${UNREAD} Move the text to the next line.`,
  },
  BAD_DIRECTIVE: {
    message: `Remove this line: kubectl refuses directives, which begin with \`%\`. It reads YAML 1.1.`,
    fix: 'Remove the line',
  },
  BAD_ESCAPE: {
    message: `Double quotes do not know this escape. ${UNREAD} Write \`\\\\\` for a backslash, or use single quotes.`,
    fix: 'Write a backslash',
  },
  BAD_KEY: {
    message: `A name must be a text, a number or a boolean. kubectl refuses lists, maps and \`null\` as names.`,
  },
  BAD_MERGE: {
    message: `\`<<\` takes in a map, or a list of maps. ${UNREAD} Write \`<<: *name\` with the anchor of a map.`,
  },
  BAD_SEPARATOR: {
    message: `Only a comment may follow \`---\` on its line. kubectl reads neither this document nor the one before it.`,
    fix: 'Write `---` on a line of its own',
  },
  BAD_TAG: {
    message: `This tag is not known to YAML. ${UNREAD} If the value is a text, put it in quotes.`,
    fix: 'Put the value in quotes',
  },
  BAD_TAGGED: { message: `The value is not of the type that its tag names. ${UNREAD} Change one of them.` },
  BRACKET_IN_NAME: {
    message:
      'A colon is missing behind the name. All up to the next colon is read as the name, which the API server refuses.',
    fix: 'Add the colon',
  },
  COLON_IN_VALUE: {
    message: `Put this value in quotes: a colon ends a plain name. ${UNREAD}`,
    fix: 'Put the value in quotes',
  },
  CONTROL_CHARACTER: {
    message: `Remove this control character: YAML allows none, not even in quotes. ${UNREAD}`,
    fix: 'Replace it by a blank',
  },
  HALF_TYPED: { message: `This line is not a field yet: a name needs a colon. ${UNREAD} Write \`name: value\`.` },
  LIST_IN_VALUE: {
    message: `A list begins on a line of its own. ${UNREAD} Move it below its name, or put the value in quotes.`,
  },
  NEEDS_QUOTES: {
    message: `Put this value in quotes: a plain value cannot begin so. ${UNREAD}`,
    fix: 'Put the value in quotes',
  },
  NO_BLANK: { message: `A blank is missing: colons and dashes need one behind them. ${UNREAD}`, fix: 'Add the blank' },
  NO_COLON: { message: `A colon is missing behind the name. ${UNREAD}`, fix: 'Add the colon' },
  NO_COMMA: { message: `A comma is missing here. ${UNREAD}`, fix: 'Add the comma' },
  NO_DASH: { message: `A dash is missing: this line begins an item of the list. ${UNREAD}`, fix: 'Add the dash' },
  NOT_A_NUMBER: {
    message: `JSON has no such number, so kubectl cannot send it. If the value is a text, put it in quotes.`,
  },
  OPEN_BRACKET: { message: `This bracket is not closed. ${UNREAD}`, fix: 'Close the bracket' },
  OPEN_QUOTE: { message: `This quote is not closed. ${UNREAD}`, fix: 'Close the quote' },
  SELF_ALIAS: { message: `This alias stands inside of the value that it names. ${UNREAD}` },
  STRAY_BRACKET: { message: `This bracket closes nothing that is open. ${UNREAD}`, fix: 'Correct the bracket' },
  STRAY_COMMA: { message: `This comma has nothing before it. ${UNREAD} Remove it.`, fix: 'Remove the comma' },
  STRAY_DASH: {
    message: `This dash begins a list, and the lines around it are fields. ${UNREAD}`,
    fix: 'Remove the dash',
  },
  TEXT_BEHIND_JSON: { message: `Text behind the JSON object. kubectl reads the object, and fails at this.` },
  TEXT_BEHIND_VALUE: {
    message: `The value before this is over. ${UNREAD} Remove the text, or put all of the value in quotes.`,
  },
  TOO_DEEP: {
    message: 'This is nested deeper than 200 levels, which no Argo resource needs. It was not read any further.',
  },
  TOO_DEEP_INDENT: {
    message: `This line is indented too far. ${UNREAD} Align it with the lines around it.`,
    fix: 'Correct the indentation',
  },
  TOO_LARGE: {
    message:
      'This document is larger than a cluster can store (about 1.5 MB). The API server refuses it. It was not checked any further.',
  },
  TOO_MANY_ALIASES: { message: `The aliases of this document stand for too much. kubectl refuses to read it.` },
  UNKNOWN_ALIAS: {
    message: `No anchor of this name comes before the alias. ${UNREAD} Define it with \`&name\` first.`,
  },
  UNREADABLE: {
    message: 'This is not YAML. kubectl cannot read the document, and nothing behind it in the file is applied.',
  },
  WRONG_INDENT: {
    message: `The indentation fits none of the lines above. ${UNREAD} Align the line with its neighbours.`,
    fix: 'Correct the indentation',
  },
} satisfies Record<Exclude<YamlProblemCode, OtherRules>, SyntaxMessage>;
