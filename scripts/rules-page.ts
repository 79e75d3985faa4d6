/**
 * Writes `docs/rules.md`, and the ids that the setting of severities knows, from the rules themselves:
 * `node scripts/rules-page.ts`. A test compares them.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { RULES, type Rule, UNDECIDED_RULES, UNUSED_IGNORE } from '../server/core/index.ts';

export const RULES_PAGE = path.join(import.meta.dirname, '../docs/rules.md');

export const MANIFEST = path.join(import.meta.dirname, '../package.json');

const NEEDS: Readonly<Record<Rule['needs'], string>> = {
  value: 'the value itself',
  document: 'the document',
  workspace: 'all files of the workspace',
  cluster: 'a connected cluster',
};

export function makeRulesPage(): string {
  const rules = RULES.toSorted((a, b) => (a.id < b.id ? -1 : 1));
  const undecided = UNDECIDED_RULES.toSorted((a, b) => (a.id < b.id ? -1 : 1));
  return [
    '# Rules',
    '',
    '<!-- Written by scripts/rules-page.ts from the rules; do not edit. -->',
    '',
    `${rules.length} rules. Each has a severity that the setting \`argoExperiments.severity\` changes or switches off: \`{"arg-unused": "off"}\`.`,
    'A comment `# argo-experiments-ignore <rule>` behind a line, or above it, silences a rule there; `# argo-experiments-ignore-file <rule>` in the whole file.',
    'Rules are silent where they cannot be sure: in templates of Helm or Jinja, on values that hold placeholders, in what is half typed.',
    '',
    ...rules.flatMap(section),
    '## Not reported',
    '',
    'Known mistakes that no rule reports, and why.',
    '',
    '| id | mistake | why not |',
    '|---|---|---|',
    ...undecided.map(({ id, title, why }) => `| ${id} | ${cell(title)} | ${cell(why)} |`),
    '',
  ].join('\n');
}

/** The manifest, in which the setting of severities knows the ids of all rules. */
export function withRuleIds(manifest: string): string {
  const ids = [...RULES.map(({ id }) => id), UNUSED_IGNORE].toSorted();
  const names = `"propertyNames": {\n            "enum": [\n${ids.map(id => `              "${id}"`).join(',\n')}\n            ]\n          },`;
  const head = '"argoExperiments.severity": {\n          "type": "object",';
  const [before = '', behind = ''] = manifest.split(head);
  return `${before}${head}\n          ${names}${behind.replace(/^\s*"propertyNames": \{[^}]*\},/, '')}`;
}

function section({ id, title, docs, severity, kinds, needs }: Rule): readonly string[] {
  const where = kinds === '*' ? 'all kinds' : kinds.join(', ');
  return [
    `## ${id}`,
    '',
    `**${title}.** ${docs}`,
    '',
    `Severity: ${severity} · Looks at: ${where} · Needs: ${NEEDS[needs]}`,
    '',
  ];
}

function cell(text: string): string {
  return text.replaceAll('|', '\\|').replaceAll('\n', ' ');
}

if (process.argv[1] === import.meta.filename) {
  writeFileSync(MANIFEST, withRuleIds(readFileSync(MANIFEST, 'utf8')));
  const page = makeRulesPage();
  writeFileSync(RULES_PAGE, page);
  process.stdout.write(`${RULES_PAGE}: ${readFileSync(RULES_PAGE, 'utf8').length} characters, ${RULES.length} rules\n`);
}
