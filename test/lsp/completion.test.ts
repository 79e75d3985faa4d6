/** Completion for editors that can do little: each gets what it has said it understands, and nothing else. */
import { afterEach, describe, expect, it } from 'vitest';
import {
  type ClientCapabilities,
  type CompletionContext,
  type CompletionItem,
  type CompletionList,
  CompletionRequest,
  CompletionTriggerKind,
  InsertTextFormat,
  InsertTextMode,
  MarkupKind,
} from 'vscode-languageserver/node';
import type { InitializationOptions } from '../../server/protocol.ts';
import { readCursor } from '../support/marked.ts';
import { ServerStage } from '../support/server-stage.ts';

type ItemCapabilities = NonNullable<NonNullable<ClientCapabilities['textDocument']>['completion']>['completionItem'];

const URI = 'file:///shop/experiment.yaml';
const experiment = (spec: string): string =>
  `apiVersion: argoproj.io/v1alpha1\nkind: Experiment\nmetadata:\n  name: shop\nspec:\n${spec}`;
const metric = (condition: string): string =>
  `apiVersion: argoproj.io/v1alpha1\nkind: AnalysisTemplate\nmetadata:\n  name: t\nspec:\n  metrics:\n    - name: m\n      provider: {prometheus: {query: up}}\n      successCondition: ${condition}\n`;
/** Every kind of item: keys, whole items, values, units, conditions, whole documents. */
const PLACES = [
  '<|>',
  experiment('  <|>\n'),
  experiment('  templates:\n    - name: baseline\n      selector: {matchLabels: {app: shop}}\n    - <|>\n'),
  experiment('  templates:\n    - <|>\n'),
  experiment('  duration: <|>\n'),
  experiment('  duration: 10<|>\n'),
  experiment('  terminate: <|>\n'),
  experiment('  analyses:\n    - name: a\n      templateName: t\n      ar<|>\n'),
  experiment('<|>'),
  metric('<|>'),
  metric('result[0] > 0.9 && any<|>'),
];

const stages: ServerStage[] = [];
afterEach(() => {
  for (const stage of stages.splice(0)) stage.end();
});

async function start(
  completionItem: ItemCapabilities | undefined,
  options?: InitializationOptions,
): Promise<ServerStage> {
  const stage = await ServerStage.start({
    disk: new Map(),
    capabilities: completionItem === undefined ? {} : { textDocument: { completion: { completionItem } } },
    ...(options === undefined ? {} : { options }),
  });
  stages.push(stage);
  return stage;
}

let version = 1;

async function complete(stage: ServerStage, marked: string, context?: CompletionContext): Promise<CompletionList> {
  const { text, offset } = readCursor(marked);
  if (version === 1) await stage.open(URI, text);
  version += 1;
  await stage.change(URI, version, { text });
  return ask(stage, text, offset, context);
}

async function ask(
  stage: ServerStage,
  text: string,
  offset: number,
  context?: CompletionContext,
): Promise<CompletionList> {
  const lines = text.slice(0, offset).split('\n');
  const position = { line: lines.length - 1, character: lines.at(-1)?.length ?? 0 };
  const answer = await stage.client.sendRequest(CompletionRequest.type, {
    textDocument: { uri: URI },
    position,
    ...(context === undefined ? {} : { context }),
  });
  if (answer === null || Array.isArray(answer)) throw new Error('a list of its own is answered');
  return answer;
}

async function everywhere(stage: ServerStage): Promise<readonly CompletionItem[]> {
  version = 1;
  const items: CompletionItem[] = [];
  for (const place of PLACES) {
    const found = (await complete(stage, place)).items;
    expect([place, found.length > 0]).toEqual([place, true]);
    items.push(...found);
  }
  return items;
}

const textOf = ({ textEdit }: CompletionItem): string => textEdit?.newText ?? '';

describe('an editor that says nothing of itself', () => {
  it('gets plain texts, plain words and no commands', async () => {
    for (const item of await everywhere(await start(undefined))) {
      expect(textOf(item)).not.toMatch(/\$\d|\$\{|\\[$}]/);
      expect(item).not.toHaveProperty('insertTextFormat');
      expect(item).not.toHaveProperty('insertTextMode');
      expect(item).not.toHaveProperty('labelDetails');
      expect(item).not.toHaveProperty('command');
      expect(typeof (item.documentation ?? '')).toBe('string');
    }
  });
});

describe('what an editor takes', () => {
  it('snippets', async () => {
    const items = await everywhere(await start({ snippetSupport: true }));
    expect(items.filter(item => item.insertTextFormat === InsertTextFormat.Snippet).length).toBeGreaterThan(20);
    for (const item of items)
      if (item.insertTextFormat !== InsertTextFormat.Snippet) expect(textOf(item)).not.toMatch(/\$\d|\$\{\d/);
  });

  it('Markdown, or its words', async () => {
    const [rich, plain] = [await start({ documentationFormat: [MarkupKind.Markdown] }), await start({})];
    const documentation = async (stage: ServerStage) => {
      version = 1;
      const { items } = await complete(stage, experiment('  dur<|>\n'));
      return items.find(({ label }) => label === 'duration')?.documentation;
    };
    expect(await documentation(rich)).toMatchObject({ kind: 'markdown', value: expect.stringContaining('**') });
    const words = await documentation(plain);
    expect(words).toEqual(expect.any(String));
    expect(words).not.toMatch(/\*\*|`|\]\(/);
  });

  it('details beside the label, or in the detail', async () => {
    const duration = async (stage: ServerStage) => {
      version = 1;
      return (await complete(stage, experiment('<|>'))).items.find(({ label }) => label === 'duration');
    };
    const beside = await duration(await start({ labelDetailsSupport: true }));
    expect(beside?.labelDetails).toEqual({ description: 'in spec' });
    expect(beside?.detail).not.toContain('in spec');
    expect((await duration(await start({})))?.detail).toMatch(/, in spec$/);
  });

  it('indentation as it is written', async () => {
    const items = await everywhere(await start({ insertTextModeSupport: { valueSet: [InsertTextMode.asIs] } }));
    for (const item of items) expect(item.insertTextMode).toBe(InsertTextMode.asIs);
  });

  it('ranges to insert and to replace are never told apart, and nothing waits to be resolved', async () => {
    const stage = await start({
      insertReplaceSupport: true,
      resolveSupport: { properties: ['documentation', 'detail', 'additionalTextEdits'] },
    });
    for (const item of await everywhere(stage)) {
      expect(item.textEdit).toHaveProperty('range');
      expect(item).not.toHaveProperty('data');
    }
  });

  it('a command that opens what comes next', async () => {
    const stage = await start({ snippetSupport: true }, { suggestCommand: 'editor.suggest' });
    version = 1;
    const { items } = await complete(stage, experiment('  <|>\n'));
    const opening = items.filter(({ command }) => command?.command === 'editor.suggest').map(({ label }) => label);
    expect(opening).toEqual(expect.arrayContaining(['templates', 'duration', 'analyses']));
    expect(items.every(({ command }) => command === undefined || command.arguments === undefined)).toBe(true);
  });

  it('what keeps a list closed, where it would fill an empty one with words of the file', async () => {
    const closed = experiment('  analyses:\n    - name: any<|>\n');
    const [words, none] = [await start({}, { wordSuggestions: true }), await start({})];
    version = 1;
    expect((await complete(none, closed)).items).toEqual([]);
    version = 1;
    const { items } = await complete(words, closed);
    expect(items.map(({ label, filterText }) => [label, filterText])).toEqual([['any', '\u200B']]);
  });

  it('no characters that take an item with them, and nothing preselected', async () => {
    const stage = await start({ snippetSupport: true, commitCharactersSupport: true, preselectSupport: true });
    for (const item of await everywhere(stage)) {
      expect(item).not.toHaveProperty('commitCharacters');
      expect(item).not.toHaveProperty('preselect');
    }
  });
});

it('a list is asked for anew with every letter only when a person has asked for it', async () => {
  const stage = await start({});
  version = 1;
  const marked = experiment('  duration: <|>\n');
  const { text, offset } = readCursor(marked);
  const typed = { triggerKind: CompletionTriggerKind.Invoked };
  expect((await complete(stage, marked, typed)).isIncomplete).toBe(false);
  expect((await ask(stage, text, offset, typed)).isIncomplete).toBe(true);
  const more = { triggerKind: CompletionTriggerKind.TriggerForIncompleteCompletions };
  expect((await complete(stage, experiment('  duration: 1<|>\n'), more)).isIncomplete).toBe(true);
  const space = { triggerKind: CompletionTriggerKind.TriggerCharacter, triggerCharacter: ' ' };
  expect((await ask(stage, text, offset, space)).isIncomplete).toBe(false);
});
