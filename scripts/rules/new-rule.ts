/**
 * `npm run new:rule -- FAMILY ID`: a new rule that says nothing yet, listed in its family, and the files of its fixture. What is
 * left to write is said at the end; the guide is in CONTRIBUTING.md.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, globSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { RULES } from '../../server/core/index.ts';

const ROOT = path.join(import.meta.dirname, '../..');
const RULES_FOLDER = path.join(ROOT, 'server/core/rules');
const FIXTURES_FOLDER = path.join(ROOT, 'test/rules');

interface Family {
  /** What the ids of new rules begin with: the subject, as the messages call it. */
  readonly subjects: readonly string[];
  /** The call around the rule's object; absent: it is written out, with the kinds that it looks at. */
  readonly builder?: { readonly name: string; readonly file: string; readonly takesProvider?: true };
  readonly kinds?: string;
}

const FAMILIES: Readonly<Record<string, Family>> = {
  argument: { subjects: ['arg', 'placeholder', 'secret', 'merge'], kinds: 'ARGO_KINDS' },
  condition: { subjects: ['cond'], kinds: 'ANALYSIS_KINDS' },
  experiment: { subjects: ['exp'], kinds: 'CALLER_KINDS' },
  metric: {
    subjects: ['metric', 'dryrun', 'retention'],
    builder: { name: 'metricRule', file: '../engine/metric-rule.ts' },
  },
  provider: {
    subjects: providerNames(),
    builder: { name: 'providerRule', file: '../engine/provider-rule.ts', takesProvider: true },
  },
  rehearsal: { subjects: ['rehearsal'], kinds: "['Rehearsal']" },
  rollout: {
    subjects: ['ro', 'step', 'background'],
    builder: { name: 'rolloutRule', file: '../engine/rollout-rule.ts' },
  },
  structure: { subjects: ['field', 'value', 'kind', 'object'], kinds: "'*'" },
  yaml: { subjects: ['yaml'], kinds: "'*'" },
};

/** As the schemas call them; an id has them in small letters. */
function providerNames(): readonly string[] {
  const files = globSync('provider-*.yaml', { cwd: path.join(ROOT, 'schemas') });
  return [...files.map(file => file.slice('provider-'.length, -'.yaml'.length)), 'plugin', 'promql'].toSorted();
}

/** Why the rule cannot be made; undefined: it can. */
function refuse(family: string | undefined, id: string | undefined): string | undefined {
  const usage = `Write \`npm run new:rule -- FAMILY ID\`; the families are ${Object.keys(FAMILIES).join(', ')}.`;
  if (family === undefined || id === undefined) return usage;
  const known = Object.hasOwn(FAMILIES, family) ? FAMILIES[family] : undefined;
  if (!known) return `There is no family \`${family}\`. ${usage}`;
  if (!/^[a-z][a-z0-9]*(-[a-z0-9]+)+$/.test(id)) {
    return `\`${id}\` is not an id of a rule: write small letters and digits, joined by \`-\`.`;
  }
  if (RULES.some(rule => rule.id === id)) return `There is a rule \`${id}\` already.`;
  if (known.subjects.some(subject => id.startsWith(`${subject}-`))) return undefined;
  return `An id begins with its subject: in ${family} that is ${known.subjects.map(each => `${each}-`).join(', ')}.`;
}

const constantOf = (id: string): string => id.replaceAll(/-([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());

function ruleSource({ builder, kinds = "'*'" }: Family, id: string, since: string): string {
  const words = `  id: '${id}',
  title: '',
  docs: '',
  severity: 'warning',
`;
  const check = `  since: '${since}',
  // For each mistake one finding, \`{ range, message, fixes }\`: what is wrong, what the controller does, what to write instead.
  check: () => [],
`;
  if (!builder) {
    const names = /^[A-Z_]+$/.test(kinds) ? `import { ${kinds} } from '../../model/analysis.ts';\n` : '';
    return `${names}import type { Rule } from '../engine/rule.ts';

export const ${constantOf(id)}: Rule = {
${words}  kinds: ${kinds},
  needs: 'document',
${check}};
`;
  }
  const provider = builder.takesProvider ? `'${providerOf(id)}', ` : '';
  return `import { ${builder.name} } from '${builder.file}';

export const ${constantOf(id)} = ${builder.name}(${provider}{
${words}${check}});
`;
}

function providerOf(id: string): string {
  const [subject = ''] = id.split('-');
  const spelt: Readonly<Record<string, string>> = {
    cloudwatch: 'cloudWatch',
    newrelic: 'newRelic',
    promql: 'prometheus',
  };
  return spelt[subject] ?? subject;
}

/** The list of a family with one more rule, at its end. */
function listWith(list: string, id: string): string {
  const name = constantOf(id);
  const end = list.lastIndexOf('];');
  const isLong = list.slice(0, end).endsWith('\n');
  const entry = isLong ? `  ${name},\n` : `, ${name}`;
  const withEntry = list.slice(0, end) + entry + list.slice(end);
  const type = "import type { Rule } from '../engine/rule.ts';\n";
  return withEntry.replace(type, `${type}import { ${name} } from './${id}.ts';\n`);
}

/** The shortest correct document of the family: both sides of the trap begin as it. */
function sampleOf(family: string): string {
  const texts = globSync('*/good.yaml', { cwd: path.join(FIXTURES_FOLDER, family) }).map(file =>
    readFileSync(path.join(FIXTURES_FOLDER, family, file), 'utf8'),
  );
  return texts.toSorted((a, b) => a.length - b.length)[0] ?? '';
}

function write(file: string, text: string): void {
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, text);
  console.log(`  ${path.relative(ROOT, file)}`);
}

function main([family, id]: readonly string[]): void {
  const refused = refuse(family, id);
  const known = family === undefined ? undefined : FAMILIES[family];
  if (refused !== undefined || !known || family === undefined || id === undefined) {
    console.error(refused);
    process.exitCode = 1;
    return;
  }
  const { version } = JSON.parse(readFileSync(path.join(ROOT, 'package.json'), 'utf8')) as { readonly version: string };
  const rule = path.join(RULES_FOLDER, family, `${id}.ts`);
  const list = path.join(RULES_FOLDER, family, 'list.ts');
  const fixture = path.join(FIXTURES_FOLDER, family, id);
  if (existsSync(rule) || existsSync(fixture)) {
    console.error(`Files of \`${id}\` are there already; nothing was written.`);
    process.exitCode = 1;
    return;
  }
  write(rule, ruleSource(known, id, version));
  write(list, listWith(readFileSync(list, 'utf8'), id));
  const sample = sampleOf(family);
  write(path.join(fixture, 'bad.yaml'), sample);
  write(path.join(fixture, 'good.yaml'), sample);
  const biome = path.join(ROOT, 'node_modules/@biomejs/biome/bin/biome');
  spawnSync(process.execPath, [biome, 'check', '--write', rule, list], { cwd: ROOT, stdio: 'ignore' });
  console.log(`
1. Write title, docs and check of the rule.
2. Write the mistake into bad.yaml, what is right beside the trap into good.yaml and, if there is no fix,
   corrected.yaml and the reason in scripts/rules/without-fix.ts.
3. npm run fixtures -- ${id}
   npx vitest run test/rules/rules.test.ts -t ${id}`);
}

main(process.argv.slice(2));
