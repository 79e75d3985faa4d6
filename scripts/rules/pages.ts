/**
 * The documentation of the rules, from the rules and their fixtures: `docs/rules/<id>.md` for each, and `docs/rules.md`, which
 * lists them. `npm run fixtures` writes them; a test of the house compares them.
 */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { RULES, type Rule, UNDECIDED_RULES, UNUSED_IGNORE, UNUSED_IGNORE_TITLE } from '../../server/core/index.ts';
import { changedLines, excerpt, shorten } from './excerpt.ts';
import { type Fixture, listFixtures, readBad, readFixture } from './fixtures.ts';
import { type Mark, readMarkedLines } from './marks.ts';
import { WITHOUT_FIX } from './without-fix.ts';

export const DOCS = path.join(import.meta.dirname, '../../docs');

const WRITTEN = '<!-- Written by `npm run fixtures` from the rules and their fixtures; do not edit. -->';

/** The release that had the rules which name none. */
const FIRST_RELEASE = '0.1.0';

const END = ['[All rules](../rules.md)', ''];

/** Titles of fixes that a page shows. */
const MOST_TITLES = 4;

const NEEDS: Readonly<Record<Rule['needs'], string>> = {
  value: 'the value alone, so that it judges patches too',
  document: 'the document alone',
  workspace: 'all files of the workspace',
  cluster: 'a connected cluster',
};

const FAMILIES: Readonly<Record<string, string>> = {
  yaml: 'What is written is read as something else than it looks like',
  structure: 'Fields and values that the API server refuses or drops',
  experiment: 'Experiments: their pods, names, Services, durations and analyses',
  metric: 'Metrics: how often they are measured, and what ends them',
  argument: 'Args and placeholders',
  provider: 'What a provider needs to answer',
  condition: 'Conditions',
  rollout: 'Rollouts: strategies, steps, Services and routers',
  rehearsal: 'Rehearsals',
};

/** Texts of the pages by their paths in `docs/`. */
export function makePages(): ReadonlyMap<string, string> {
  const fixtures = listFixtures();
  const proofs = readProofs();
  const pages = fixtures.flatMap((fixture): readonly (readonly [string, string])[] => {
    const { id, rule } = fixture;
    return rule ? [[`rules/${id}.md`, makePage(rule, fixture, proofs.get(id))]] : [];
  });
  return new Map([['rules.md', makeIndex(fixtures)], [`rules/${UNUSED_IGNORE}.md`, IGNORE_PAGE], ...pages]);
}

/** Of what is no rule, because it is about what the rules found. */
const IGNORE_PAGE = [
  `# ${UNUSED_IGNORE}`,
  '',
  WRITTEN,
  '',
  `**${UNUSED_IGNORE_TITLE}.** A comment \`argo-experiments-ignore\` names a rule that finds nothing at its line, or no rule at all. The mistake is mended by now, or the id of the rule is misspelt.`,
  '',
  '- Severity: info',
  '- Fix: “Remove the comment”; only when asked for',
  `- Since: ${FIRST_RELEASE}`,
  '',
  '## Example',
  '',
  ...fence(['spec:', '  duration: 20m # argo-experiments-ignore exp-duration-invalid']),
  'Mended:',
  '',
  ...fence(['spec:', '  duration: 20m']),
  ...END,
].join('\n');

function makePage(rule: Rule, fixture: Fixture, proof: Proof | undefined): string {
  const marks = fixture.pairs.flatMap(pair => ownMarks(fixture, pair));
  return [
    `# ${rule.id}`,
    '',
    WRITTEN,
    '',
    `**${rule.title}.** ${rule.docs}`,
    '',
    `- Severity: ${severitiesOf(rule, marks)}`,
    `- Looks at: ${rule.kinds === '*' ? 'all kinds' : rule.kinds.join(', ')}`,
    `- Needs: ${NEEDS[rule.needs]}`,
    `- Fix: ${describeFixes(rule.id, marks)}`,
    `- Since: ${rule.since ?? FIRST_RELEASE}`,
    ...(proof ? [`- Who finds it otherwise: ${proof.foundBy}`] : []),
    '',
    ...example(fixture),
    ...(proof ? ['## On a cluster', '', `Seen on the real controllers: ${proof.seen}`, ''] : []),
    '## Switch it off',
    '',
    `\`# argo-experiments-ignore ${rule.id}\` behind the line or above it, \`# argo-experiments-ignore-file ${rule.id}\` anywhere in the file, or in the settings:`,
    '',
    '```json',
    `"argoExperiments.severity": { "${rule.id}": "off" }`,
    '```',
    '',
    ...END,
  ].join('\n');
}

function ownMarks(fixture: Fixture, pair: string): readonly Mark[] {
  return readBad(fixture, pair).marks.filter(mark => mark.rule === fixture.id);
}

function severitiesOf({ severity }: Rule, marks: readonly Mark[]): string {
  const others = [...new Set(marks.flatMap(mark => mark.severity ?? []))];
  return others.length === 0 ? severity : `${severity}, in some cases ${others.join(' or ')}`;
}

function describeFixes(id: string, marks: readonly Mark[]): string {
  const fixes = marks.flatMap(mark => mark.fixes);
  if (fixes.length === 0) return `none, because a person has to choose: ${WITHOUT_FIX[id] ?? ''}`;
  const titles = [...new Set(fixes.map(({ title }) => title))];
  const shown = titles.slice(0, MOST_TITLES).map(title => (title.includes('`') ? title : `“${title}”`));
  const named = `${shown.join(', ')}${titles.length > shown.length ? ', and more' : ''}`;
  if (fixes.every(fix => fix.isSafe)) return `${named}; safe, so it may be written when the file is saved`;
  if (!fixes.some(fix => fix.isSafe)) return `${named}; only when asked for`;
  return `${named}; where nothing else can be meant it is safe, and may be written when the file is saved`;
}

function example(fixture: Fixture): readonly string[] {
  const { marked, marks } = readBad(fixture, '');
  const before = readMarkedLines(marked).map(({ line, under }, index) => {
    const own = marks.flatMap((mark, number) => (mark.line === index ? [drawMark(mark, number, marks.length)] : []));
    return { line, under: [...own, ...wholeMarks(under).flatMap(drawRelated)] };
  });
  const mended = fixture.names.includes('corrected.yaml') ? 'corrected.yaml' : 'fixed.yaml';
  const after = readFixture(fixture, mended).split('\n');
  const wanted = before.flatMap(({ under }, index) => (under.length > 0 ? [index] : []));
  const changed = changedLines(
    before.map(({ line }) => line),
    after,
  );
  const shown = excerpt(
    after.map(line => ({ line })),
    changed,
  );
  return [
    '## Example',
    '',
    ...fence(shorten(before, wanted)),
    ...marks.map((mark, number) => tellMark(mark, marks.length > 1 ? `${number + 1}.` : '>', fixture.id)),
    '',
    'Mended:',
    '',
    ...fence(shown),
  ];
}

/** Carets alone; what they mean is told below the text. */
function drawMark({ from, to }: Mark, number: number, count: number): string {
  const carets = '^'.repeat(to - from);
  const drawn = from < 2 ? `${' '.repeat(from)}${carets}` : `${' '.repeat(from - 2)}# ${carets}`;
  return count > 1 ? `${drawn} ${number + 1}` : drawn;
}

/** Each mark on one line. */
function wholeMarks(under: readonly string[]): readonly string[] {
  return under
    .join('\n')
    .replaceAll(/\n\s*# {3}/g, ' ')
    .split('\n');
}

/** A place that has to do with a problem, without the problem's rule. */
function drawRelated(line: string): readonly string[] {
  const [, place, message] = /^(\s*(?:# )?~+) [\w-]+(: .*)$/.exec(line) ?? [];
  return place === undefined || message === undefined ? [] : [`${place} ${message.slice(2)}`];
}

function tellMark({ rule, severity, message = '', fixes }: Mark, bullet: string, own: string): string {
  const fix = fixes.length > 0 ? ` Fix: *${fixes.map(({ title }) => title).join('*, or *')}*.` : '';
  const head = [...(rule === own ? [] : [rule]), ...(severity ? [severity] : [])];
  return `${bullet} ${head.length > 0 ? `(${head.join(', ')}) ` : ''}${message}${fix}`;
}

function fence(lines: readonly string[]): readonly string[] {
  return ['```yaml', ...lines, '```', ''];
}

interface Proof {
  readonly foundBy: string;
  readonly seen: string;
}

/** What `docs/rules-proven.md` says of each rule. */
function readProofs(): ReadonlyMap<string, Proof> {
  const rows = readFileSync(path.join(DOCS, 'rules-proven.md'), 'utf8').matchAll(
    /^\| ([a-z0-9-]+) \| (API server|controller|lint|nobody) \| (.+) \| (.+) \|$/gm,
  );
  const words: Readonly<Record<string, string>> = {
    'API server': 'the API server, when the file is applied',
    controller: 'the controller, once it runs',
    lint: '`kubectl argo rollouts lint`',
    nobody: 'nobody; the object runs, and does something else',
  };
  return new Map(
    [...rows].map(([, id = '', by = '', bad = '', fixed = '']) => {
      const seen = `with the mistake *${plain(bad)}*, without it *${plain(fixed)}*.`;
      return [id, { foundBy: words[by] ?? by, seen }];
    }),
  );
}

/** Signs of Markdown as what they are. */
function plain(text: string): string {
  return text.replace(/[*_<>`]/g, '\\$&');
}

function makeIndex(fixtures: readonly Fixture[]): string {
  const undecided = UNDECIDED_RULES.toSorted((a, b) => (a.id < b.id ? -1 : 1));
  const areas = [...Object.keys(FAMILIES), ...fixtures.map(({ area }) => area)];
  return [
    '# Rules',
    '',
    WRITTEN,
    '',
    `${RULES.length} rules. Each has a severity that the setting \`argoExperiments.severity\` changes or switches off: \`{"arg-unused": "off"}\`.`,
    'A comment `# argo-experiments-ignore <rule>` behind a line, or above it, silences a rule there; `# argo-experiments-ignore-file <rule>` in the whole file.',
    'Rules are silent where they cannot be sure: on values that hold placeholders, in what is half typed. Of a template of another tool (Helm, Jinja, Terraform and others) only what is written out in it is judged.',
    'The profile `strict` (`argoExperiments.profile`) reports information as warnings, for teams that want to follow all advice.',
    '',
    '| severity | what it promises |',
    '|---|---|',
    '| error | the API server or the controller will certainly refuse it, break or hang |',
    '| warning | it is accepted, and you will almost surely want to change it |',
    '| info | advice, or something that cannot be known from the files alone |',
    '| hint | a matter of taste |',
    '',
    ...[...new Set(areas)].flatMap(area => family(area, fixtures)),
    '## Comments',
    '',
    `[${UNUSED_IGNORE}](rules/${UNUSED_IGNORE}.md) (info) is told of a comment that silences nothing.`,
    '',
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

function family(area: string, fixtures: readonly Fixture[]): readonly string[] {
  const rows = fixtures.flatMap(fixture => {
    const { id, rule } = fixture;
    if (fixture.area !== area || !rule) return [];
    const fixes = fixture.pairs.flatMap(pair => ownMarks(fixture, pair).flatMap(mark => mark.fixes));
    const fix = fixes.some(each => each.isSafe) ? 'safe' : fixes.length > 0 ? 'yes' : '';
    return [`| [${id}](rules/${id}.md) | ${cell(rule.title)} | ${rule.severity} | ${fix} |`];
  });
  return [
    `## ${FAMILIES[area] ?? area}`,
    '',
    '| rule | what it reports | severity | fix |',
    '|---|---|---|---|',
    ...rows,
    '',
  ];
}

function cell(text: string): string {
  return text.replaceAll('|', '\\|').replaceAll('\n', ' ');
}
