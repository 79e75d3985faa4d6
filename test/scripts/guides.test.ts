/**
 * The guides of CONTRIBUTING.md, followed as they are written, on a copy of the project: a rule, a field, a provider and a command
 * are added where the guide says, and what the guide says is to be run is green.
 */
import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ROOT } from '../support/our-imports.ts';

const SLOW = 240_000;
const GUIDES = readFileSync(path.join(ROOT, 'CONTRIBUTING.md'), 'utf8');
const LEFT_OUT = new Set(['node_modules', '.git', 'dist', 'out']);
const PROBE_IMPORTS =
  "import { buildLanguage } from './schemas/build.ts'; import { createService } from './server/core/index.ts';";
let copy = '';

beforeAll(() => {
  copy = mkdtempSync(path.join(os.tmpdir(), 'argo-experiments-guides-'));
  cpSync(ROOT, copy, { recursive: true, filter: source => !LEFT_OUT.has(path.basename(source)) });
  symlinkSync(path.join(ROOT, 'node_modules'), path.join(copy, 'node_modules'), 'junction');
}, SLOW);

afterAll(() => rmSync(copy, { recursive: true, force: true }));

/** A guide's section, from its heading to the next. */
function guide(heading: string): string {
  const [, section = ''] = GUIDES.split(`\n## ${heading}\n`);
  return section.split('\n## ')[0] ?? '';
}

interface Ended {
  readonly code: number | null;
  readonly output: string;
}

/** Runs what a guide says is to be run. `node` and the tools are those of the project. */
function run(command: string, ...args: readonly string[]): Ended {
  const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith('VITEST')));
  const bin = path.join(copy, 'node_modules/.bin');
  const { status, stdout, stderr } = spawnSync(command, args, {
    cwd: copy,
    encoding: 'utf8',
    shell: process.platform === 'win32',
    env: { ...env, PATH: `${bin}${path.delimiter}${process.env.PATH ?? ''}`, NO_COLOR: '1', FORCE_COLOR: '0' },
  });
  return { code: status, output: `${stdout}\n${stderr}` };
}

const tests = (...args: readonly string[]): Ended => run('npx', 'vitest', 'run', '--project', 'unit', ...args);
const read = (file: string): string => readFileSync(path.join(copy, file), 'utf8');
const write = (file: string, text: string): void => writeFileSync(path.join(copy, file), text);

/** Writes before the first place where the file says so; a file that no longer says so makes the test fail. */
function insert(file: string, before: string, text: string): void {
  const [head, ...rest] = read(file).split(before);
  expect(rest.length, `${file} says ${before}`).toBeGreaterThan(0);
  write(file, `${head}${text}${before}${rest.join(before)}`);
}

function replace(file: string, old: string, text: string): void {
  expect(read(file)).toContain(old);
  write(
    file,
    read(file).replace(old, () => text),
  );
}

describe('CONTRIBUTING.md', () => {
  it('names places that are there', () => {
    const named = [...GUIDES.matchAll(/`((?:client|server|schemas|scripts|test|docs)\/[^`<>* ]+)`/g)];
    const missing = named.flatMap(([, place = '']) => (existsSync(path.join(ROOT, place)) ? [] : [place]));
    expect(missing).toEqual([]);
    expect(named.length).toBeGreaterThan(10);
  });

  it('names commands that there are', () => {
    const { scripts } = JSON.parse(readFileSync(path.join(ROOT, 'package.json'), 'utf8'));
    const named = [...GUIDES.matchAll(/`npm run ([\w:]+)/g)].flatMap(([, name = '']) => name);
    expect(named.filter(name => !Object.hasOwn(scripts, name))).toEqual([]);
  });
});

describe('a rule', () => {
  const ID = 'metric-name-shouted';
  const RULE = `server/core/rules/metric/${ID}.ts`;
  const FIXTURE = `test/rules/metric/${ID}`;

  it(
    'is begun, written, and proven by its fixture',
    () => {
      expect(guide('How to add a rule')).toContain('`npm run new:rule -- <family> <id>`');
      expect(run('npm', 'run', '-s', 'new:rule', '--', 'metric', ID)).toMatchObject({ code: 0 });
      replace(RULE, "title: ''", "title: 'Name in capitals'");
      replace(RULE, "docs: ''", "docs: 'Names are written in small letters.'");
      replace(
        RULE,
        'check: () => [],',
        `*check({ name }) {
    const quiet = name?.text.toLowerCase();
    if (!name || quiet === undefined || quiet === name.text) return;
    yield { range: name.range, message: \`Write \\\`\${quiet}\\\`.\`, fixes: rewrite(name, quiet) };
  },`,
      );
      insert(RULE, 'import ', "import { rewrite } from '../engine/fix.ts';\n");
      const good = read(`${FIXTURE}/good.yaml`);
      write(`${FIXTURE}/bad.yaml`, good.replace(/- name: .*/, '- name: HEALTH'));
      write(`${FIXTURE}/good.yaml`, good.replace(/- name: .*/, '- name: health-2'));
      expect(run('npm', 'run', '-s', 'fixtures', '--', ID)).toMatchObject({ code: 0 });
      expect(read(`${FIXTURE}/bad.yaml`)).toContain(`# ^^^^^^ ${ID}: Write \`health\`.`);
      expect(read(`docs/rules/${ID}.md`)).toContain('Name in capitals');
      expect(read('package.json')).toContain(`"${ID}"`);
      const { code, output } = tests('test/rules/rules.test.ts', '-t', ID);
      expect(code, output).toBe(0);
    },
    SLOW,
  );
});

describe('a field, a provider and a command', () => {
  it(
    'are named by the build and the compiler until they are whole',
    () => {
      // A field.
      insert(
        'schemas/metric.yaml',
        '      provider:\n',
        '      owner: { type: string, description: Who answers for it. }\n',
      );
      const lacking = run('node', 'schemas/build.ts');
      expect(lacking.output).toContain(
        'metric.yaml: definitions.metric.properties.owner is optional and says nothing of its absence',
      );
      replace('schemas/metric.yaml', 'Who answers for it. }', 'Who answers for it., absent: nobody is named. }');

      // A provider: the compiler names every table that lacks it.
      insert('server/core/lifecycle/spec/provider-kind.ts', "  | 'plugin';", "  | 'acme'\n");
      const { output } = run('npx', 'tsc', '-p', 'tsconfig.json');
      const named = [...output.matchAll(/^(\S+?)\(\d+,\d+\): error TS2741/gm)].map(([, file = '']) => file);
      expect(named.toSorted()).toEqual([
        'schemas/providers.ts',
        'server/core/lifecycle/answers/providers.ts',
        'server/core/model/providers/providers.ts',
      ]);
      for (const file of named) expect(guide('How to add a provider')).toContain(`\`${file}\``);
      insert(
        'server/core/lifecycle/answers/providers.ts',
        '  plugin: {',
        "  acme: { ...QUERY, answer: jsonAnswer, nothing: refuse('no points') },\n",
      );
      write(
        'server/core/model/providers/acme.ts',
        "import { accept, type Provider, UNKNOWN } from './provider.ts';\n\n" +
          "export const acme: Provider = { result: () => UNKNOWN, refuse: accept, condition: () => 'result > ${1:1}' };\n",
      );
      insert('server/core/model/providers/providers.ts', '  plugin,\n', '  acme,\n');
      insert('server/core/model/providers/providers.ts', 'import { cloudWatch', "import { acme } from './acme.ts';\n");
      insert('schemas/providers.ts', '  plugin: undefined', "  acme: 'acme',\n");
      insert('schemas/provider.yaml', '      plugin:\n', '      acme: { ref: acme, absent: Acme is not asked. }\n');
      write(
        'schemas/provider-acme.yaml',
        'definitions:\n  acme:\n    type: object\n    description: Asks Acme.\n    required: [query]\n    properties:\n' +
          '      query: { type: string, description: What is asked., examples: [a] }\n',
      );
      insert(
        'schemas/metric.yaml',
        '      - label: prometheus metric\n',
        '      - label: acme metric\n        description: Acme is asked.\n        body: |-\n          name: ${1:acme}\n' +
          '          successCondition: result > 1\n          provider:\n            acme:\n              query: ${2:a}\n',
      );

      // A command.
      const command = 'argoExperiments.sayHello';
      write(
        'client/commands/say-hello.ts',
        "import { COMMANDS } from '../ids.ts';\nimport type { Command, Parts } from './command.ts';\n\n" +
          'export function sayHello({ tell, l10n }: Parts): Command {\n' +
          "  return { id: COMMANDS.sayHello, run: async () => void (await tell.say('info', l10n.t('Hello'))) };\n}\n",
      );
      insert('client/commands/index.ts', 'import { setRehearsalSpeed', "import { sayHello } from './say-hello.ts';\n");
      insert('client/commands/index.ts', '    setRehearsalSpeed,\n', '    sayHello,\n');
      insert('client/ids.ts', '  setRehearsalSpeed:', `  sayHello: '${command}',\n`);
      const entry = { command, title: '%command.sayHello%', category: '%category%', icon: '$(smiley)' };
      insert(
        'package.json',
        '      {\n        "command": "argoExperiments.setRehearsalSpeed"',
        `${JSON.stringify(entry)},\n`,
      );
      insert('package.nls.json', '"command.setRehearsalSpeed"', '"command.sayHello": "Say Hello",\n  ');

      expect(run('node', 'schemas/build.ts')).toMatchObject({ code: 0 });
      expect(run('npx', 'tsc', '-p', 'tsconfig.json')).toMatchObject({ code: 0 });
      const ended = tests(
        'test/client/manifest.test.ts',
        'test/schemas/snippets.test.ts',
        '-t',
        'command|acme|provider',
      );
      expect(ended.code, ended.output).toBe(0);
    },
    SLOW,
  );

  it(
    'are known to completion, checks and rehearsals',
    () => {
      write(
        'probe.ts',
        `${PROBE_IMPORTS}
const text = ['apiVersion: argoproj.io/v1alpha1', 'kind: AnalysisTemplate', 'metadata: { name: t }', 'spec:', '  metrics:',
  '    - name: m', '      owner: us', '      successCondition: result > 1', '      provider: { acme: { query: a } }', ''].join('\\n');
const service = createService({ language: buildLanguage(), log: (_, message) => console.error(message) });
service.update('file:///t.yaml', text);
service.setComplete(true);
const timeline = service.rehearseAnalysis('file:///t.yaml', {});
console.log(JSON.stringify({
  problems: service.diagnose('file:///t.yaml').map(({ rule }) => rule),
  fields: service.complete('file:///t.yaml', text.indexOf('owner')).map(({ label }) => label).filter(label => /owner/.test(label)).length > 0,
  phase: timeline?.verdict.phase,
}));
`,
      );
      const { output } = run('node', 'probe.ts');
      expect(JSON.parse(output.trim().split('\n')[0] ?? '')).toEqual({
        problems: [],
        fields: true,
        phase: 'Successful',
      });
    },
    SLOW,
  );
});
