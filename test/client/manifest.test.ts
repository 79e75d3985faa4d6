import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { allCommands } from '../../client/commands/index.ts';
import { DEFAULT_SPEED, MAX_SPEED, MIN_SPEED } from '../../client/experiments/values/speed.ts';
import {
  AGENT_TOOLS,
  COMMANDS,
  CONTEXT_KEYS,
  EXPERIMENTS_VIEW,
  ROW_ACTIONS,
  SECTION,
  SETTINGS,
  VIEW_CONTAINER,
  WALKTHROUGH,
} from '../../client/ids.ts';
import { TOOLS } from '../../server/agents/tools.ts';
import { DEFAULT_EXCLUDES } from '../../server/disk/excludes.ts';
import { setStage } from './support/stage.ts';

const ROOT = path.join(import.meta.dirname, '../..');
const read = (name: string) => readFileSync(path.join(ROOT, name), 'utf8');

interface Menu {
  readonly command: string;
  readonly when?: string;
  readonly group?: string;
}
interface Manifest {
  readonly icon: string;
  readonly l10n: string;
  readonly contributes: {
    readonly commands: readonly { readonly command: string; readonly icon?: string }[];
    readonly menus: Readonly<Record<string, readonly Menu[]>>;
    readonly viewsContainers: { readonly activitybar: readonly { readonly id: string; readonly icon: string }[] };
    readonly views: Readonly<Record<string, readonly { readonly id: string; readonly icon: string }[]>>;
    readonly viewsWelcome: readonly { readonly view: string; readonly when?: string }[];
    readonly configuration: {
      readonly properties: Readonly<Record<string, { default: unknown; minimum?: number; maximum?: number }>>;
    };
    readonly walkthroughs: readonly {
      id: string;
      steps: readonly { media: { markdown: string }; completionEvents: readonly string[] }[];
    }[];
  };
}
// Its shape is what these tests are about; a part that is missing makes them fail.
const manifest = JSON.parse(read('package.json')) as Manifest;
const { commands, menus, viewsContainers, views, viewsWelcome, configuration, walkthroughs } = manifest.contributes;
const whens = [...Object.values(menus).flat(), ...viewsWelcome].map(entry => entry.when ?? '');

describe('the manifest and the code', () => {
  it('know the same commands, and each is made once', () => {
    expect(commands.map(({ command }) => command).sort()).toEqual(Object.values(COMMANDS).sort());
    expect(
      allCommands(setStage().parts)
        .map(({ id }) => id)
        .sort(),
    ).toEqual(Object.values(COMMANDS).sort());
  });

  it('know the same view, container, walkthrough and settings', () => {
    expect(viewsContainers.activitybar.map(({ id }) => id)).toEqual([VIEW_CONTAINER]);
    expect(Object.entries(views).map(([container, list]) => [container, ...list.map(({ id }) => id)])).toEqual([
      [VIEW_CONTAINER, EXPERIMENTS_VIEW],
    ]);
    expect(viewsWelcome.map(({ view }) => view)).toEqual(Array(4).fill(EXPERIMENTS_VIEW));
    expect(walkthroughs.map(({ id }) => id)).toEqual([WALKTHROUGH]);
    expect(Object.keys(configuration.properties).sort()).toEqual(Object.values(SETTINGS).sort());
  });

  it('mean the same by the speed of rehearsals', () => {
    expect(configuration.properties[SETTINGS.rehearsalSpeed]).toMatchObject({
      default: DEFAULT_SPEED,
      minimum: MIN_SPEED,
      maximum: MAX_SPEED,
    });
  });

  it('leave the same files out of the index', () => {
    expect(configuration.properties[SETTINGS.exclude]?.default).toEqual(DEFAULT_EXCLUDES);
  });

  it('use every context key, and none that is not set', () => {
    const used = whens.flatMap(when => when.match(/argoExperiments\.\w+/g) ?? []).filter(id => id !== EXPERIMENTS_VIEW);
    expect([...new Set(used)].sort()).toEqual(Object.values(CONTEXT_KEYS).sort());
  });

  it('offer every action of a row in its menu, and no other', () => {
    const used = whens.flatMap(when => [...when.matchAll(/\/\\\+(\w+)\\b\//g)].map(match => match[1]));
    expect([...new Set(used)].sort()).toEqual([...ROW_ACTIONS].sort());
  });

  it('put commands in menus that exist, each with an icon where it is drawn as one', () => {
    const known = new Map(commands.map(command => [command.command, command.icon]));
    for (const [menu, entries] of Object.entries(menus)) {
      for (const { command, group = '' } of entries) {
        expect(known.has(command), `${menu}: ${command}`).toBe(true);
        if (/^(inline|navigation)/.test(group))
          expect(known.get(command), `${menu}: ${command}`).toMatch(/^\$\([a-z-]+\)$/);
      }
    }
  });

  it('lead to commands and events that exist in texts and steps', () => {
    const commandIds: readonly string[] = Object.values(COMMANDS);
    const linked = [...read('package.nls.json').matchAll(/\(command:([\w.]+)\)/g)].map(match => match[1] ?? '');
    expect(linked.filter(id => !commandIds.includes(id))).toEqual([`${EXPERIMENTS_VIEW}.focus`]);
    const events = walkthroughs.flatMap(({ steps }) => steps.flatMap(step => step.completionEvents));
    expect(events).toEqual([
      `onCommand:${COMMANDS.newExperiment}`,
      `onContext:${CONTEXT_KEYS.hasExperiments}`,
      `onView:${EXPERIMENTS_VIEW}`,
    ]);
  });
});

describe('at most two buttons on a row', () => {
  const inline = (menus['view/item/context'] ?? []).filter(({ group = '' }) => group.startsWith('inline'));
  /** What the editor makes of a `when` of ours for a row: terms with `&&`, each a match or its contrary. */
  const isShown = (when: string, viewItem: string) =>
    when.split(' && ').every(term => {
      const match = /^(!\()?viewItem =~ \/(.*)\/\)?$/.exec(term);
      if (match === null) return term === `view == ${EXPERIMENTS_VIEW}`;
      return new RegExp(match[2] ?? '').test(viewItem) === (match[1] === undefined);
    });

  it.each([
    ['experiment+results+compare+pause+step+speed+end+terminate+delete+file', ['openResults', 'terminateExperiment']],
    ['experiment+results+compare+pause+step+speed+end+delete+file', ['openResults', 'deleteExperiment']],
    ['experiment+results+terminate+delete+file', ['openResults', 'terminateExperiment']],
    ['experiment+results+delete+file', ['openResults', 'deleteExperiment']],
    ['experiment+results+terminate+delete+rerun+yaml+events+copy', ['openResults', 'terminateExperiment']],
    ['experiment+results+delete+retry+rerun+file+compareFile+yaml', ['openResults', 'deleteExperiment']],
    ['analysis+results', ['openResults']],
    ['analysis+results+endAnalysis+yaml+events+copy', ['openResults']],
    ['pod+logs+yaml+events+copy', ['openLogs']],
    ['source+connect+remove', ['connectCluster']],
    ['source+namespace+disconnect+remove', []],
    ['source+reconnect+namespace+disconnect+remove', ['retryConnection']],
    ['message+namespace', ['chooseNamespace']],
    ['message+trust', ['manageTrust']],
    ['template', []],
  ])('%s', (viewItem, names) => {
    const shown = inline.filter(({ when = '' }) => isShown(when, viewItem)).map(({ command }) => command);
    expect(shown).toEqual(names.map(name => `${SECTION}.${name}`));
  });
});

describe('the YAML of other people', () => {
  it('gets nothing from the manifest: see docs/typing.md', () => {
    const { contributes } = manifest;
    for (const part of ['snippets', 'keybindings', 'languages', 'grammars'])
      expect(contributes).not.toHaveProperty(part);
    // Pages of rules are shown as Markdown; no default is about YAML.
    expect(JSON.parse(read('package.json')).contributes.configurationDefaults).toEqual({
      'workbench.editorAssociations': { 'argo-experiments-docs:/**/*.md': 'vscode.markdown.preview.editor' },
    });
  });
});

describe('words and pictures of the manifest', () => {
  it('are all there, and all used', () => {
    const used = [...read('package.json').matchAll(/"%([\w.-]+)%"/g)].map(match => match[1]);
    expect([...new Set(used)].sort()).toEqual(Object.keys(JSON.parse(read('package.nls.json'))).sort());
  });

  it('name files that exist', () => {
    const files = [
      manifest.icon,
      manifest.l10n,
      ...viewsContainers.activitybar.map(({ icon }) => icon),
      ...Object.values(views).flatMap(list => list.map(({ icon }) => icon)),
      ...walkthroughs.flatMap(({ steps }) => steps.map(({ media }) => media.markdown)),
    ];
    expect(files.filter(file => !existsSync(path.join(ROOT, file)))).toEqual([]);
  });
});

describe('tools for language models', () => {
  const declared: readonly { name: string; modelDescription: string; inputSchema: unknown }[] = JSON.parse(
    read('package.json'),
  ).contributes.languageModelTools;

  it('are those that agents outside have, in the same words', () => {
    const expected = Object.entries(TOOLS).map(([tool, { description, inputSchema }]) => ({
      name: Object.entries(AGENT_TOOLS).find(([name]) => name === tool)?.[1],
      modelDescription: description,
      inputSchema: JSON.parse(JSON.stringify(inputSchema)),
    }));
    expect(
      declared.map(({ name, modelDescription, inputSchema }) => ({ name, modelDescription, inputSchema })),
    ).toEqual(expected);
  });
});
