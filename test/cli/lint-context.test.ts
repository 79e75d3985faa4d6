/** What `lint` reads, what it reports of that, and when it says that it could not. */
import { mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { runCli } from './run-cli.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'cli-'));
});
afterEach(async () => {
  await rm(folder, { recursive: true });
});

const run = (...args: readonly string[]) => runCli(folder, args);

async function write(files: Readonly<Record<string, string | Uint8Array>>): Promise<void> {
  for (const [name, content] of Object.entries(files)) {
    await mkdir(path.dirname(path.join(folder, name)), { recursive: true });
    await writeFile(path.join(folder, name), content);
  }
}

const template = (name: string, condition = 'result[0] < 0.05', more = ''): string => `apiVersion: argoproj.io/v1alpha1
kind: AnalysisTemplate
metadata:
  name: ${name}
spec:
  metrics:
    - name: errors
      successCondition: ${condition}
${more}      provider:
        prometheus:
          address: http://prometheus.monitoring:9090
          query: sum(errors) or vector(0)
`;

const experiment = (templateName: string): string => `apiVersion: argoproj.io/v1alpha1
kind: Experiment
metadata:
  name: shop
spec:
  duration: 5m
  templates:
    - name: canary
      selector: { matchLabels: { app: shop } }
      template:
        metadata: { labels: { app: shop } }
        spec: { containers: [{ name: shop, image: "shop:1" }] }
  analyses:
    - { name: errors, templateName: ${templateName}, requiredForCompletion: true }
`;

/** Paths and rules of what is reported. */
async function found(...args: readonly string[]): Promise<readonly string[]> {
  const { out } = await run('lint', '--format', 'line', ...args);
  return out
    .split('\n')
    .filter(line => line !== '')
    .map(line => line.replace(/^([^:]+):.*\[([\w-]+)\]$/, '$1 $2'));
}

describe('the context of a file', () => {
  it('is its repository, of which nothing else is reported', async () => {
    await write({
      '.git/HEAD': 'ref: refs/heads/main\n',
      'shop/experiment.yaml': experiment('errors'),
      'analyses/errors.yaml': template('errors'),
      'other/wrong.yaml': template('wrong', 'result.x >'),
    });
    expect(await found('shop/experiment.yaml')).toEqual([]);
    expect(await runCli(path.join(folder, 'shop'), ['lint', 'experiment.yaml'])).toMatchObject({ code: 0 });
    await write({ 'shop/experiment.yaml': experiment('error') });
    expect(await found('shop/experiment.yaml')).toEqual(['shop/experiment.yaml exp-analysis-template-missing']);
  });

  it('is the working folder where there is no repository, or the one that is named', async () => {
    await write({ 'shop/experiment.yaml': experiment('errors'), 'analyses/errors.yaml': template('errors') });
    expect(await found('shop/experiment.yaml')).toEqual([]);
    await write({ 'analyses/errors.yaml': template('other') });
    expect(await found('shop/experiment.yaml')).toEqual(['shop/experiment.yaml exp-analysis-template-missing']);
    expect(await runCli(folder, ['lint', 'x.yaml', '--context', 'no'])).toMatchObject({ code: 2 });
  });

  it('makes nothing missing that was not looked at', async () => {
    await write({
      'shop/experiment.yaml': experiment('errors'),
      'a/big.yaml': template('errors') + '#'.repeat(2_000_001),
    });
    expect(await found('shop/experiment.yaml')).toEqual([]);
  });
});

describe('what is read', () => {
  it('are YAML and JSON manifests, and what a pattern matches', async () => {
    const json = JSON.stringify({
      apiVersion: 'argoproj.io/v1alpha1',
      kind: 'AnalysisTemplate',
      metadata: { name: 'a' },
      spec: { metrics: [{ name: 'm', interval: '1d', provider: { job: { spec: {} } } }] },
    });
    await write({
      'a/x.json': json,
      'a/y.yml': template('why', 'result.x >'),
      'b/z.yaml': template('z', 'result.x >'),
    });
    expect(new Set(await found('a'))).toContain('a/x.json metric-interval-invalid');
    expect(await found('**/*.yml')).toEqual(['a/y.yml cond-syntax']);
    expect(await found('b/*.yaml', 'a/y.yml')).toEqual(['a/y.yml cond-syntax', 'b/z.yaml cond-syntax']);
  });

  it('is not what .gitignore leaves out, unless it is named', async () => {
    await write({
      '.gitignore': 'build/\n*.tmp.yaml\n',
      'build/a.yaml': template('a', 'result.x >'),
      'b.tmp.yaml': template('b', 'result.x >'),
      'deep/.gitignore': '!c.tmp.yaml\n',
      'deep/c.tmp.yaml': template('c', 'result.x >'),
    });
    expect(await found()).toEqual(['deep/c.tmp.yaml cond-syntax']);
    expect(await found('--no-gitignore')).toHaveLength(3);
    expect(await found('b.tmp.yaml')).toEqual(['b.tmp.yaml cond-syntax']);
  });

  it('may be UTF-16, with its mark', async () => {
    await write({ 'a.yaml': Buffer.from(`\ufeff${template('a', 'result.x >')}`, 'utf16le') });
    expect(await found('a.yaml')).toEqual(['a.yaml cond-syntax']);
  });
});

describe('what could not be checked is said, and the exit code is 2', () => {
  it.each<[string, string | Uint8Array, string]>([
    ['large.yaml', template('a') + '#'.repeat(2_000_001), 'large.yaml is larger than 2 MB and was not read\n'],
    ['latin.yaml', Buffer.from(`# \xe9\n${template('a')}`, 'latin1'), 'latin.yaml is neither UTF-8 nor UTF-16 text\n'],
    ['notes.txt', 'nothing of ours\n', 'notes.txt is neither a YAML nor a JSON manifest\n'],
  ])('%s', async (name, content, sentence) => {
    await write({ [name]: content, 'fine.yaml': template('fine') });
    expect(await run('lint', name)).toMatchObject({ code: 2, err: sentence });
  });

  it('also in a folder that holds nothing to check', async () => {
    await write({ 'empty/readme.md': '' });
    expect(await run('lint', 'empty')).toMatchObject({ code: 2, err: 'empty holds no YAML or JSON file\n' });
  });

  it("but other people's large files are no failure", async () => {
    await write({ 'large.json': JSON.stringify('x'.repeat(2_000_001)), 'fine.yaml': template('fine') });
    expect(await run('lint')).toMatchObject({ code: 0, err: '' });
  });
});

describe('--fix', () => {
  const fixable = template('a', 'result[0] < 0.05', '      interval: 1d\n      count: 3\n');

  it('shows what it would change, and writes nothing, with --dry-run', async () => {
    await write({ 'a.yaml': fixable });
    const { code, out, err } = await run('lint', '--fix', '--dry-run');
    expect(out).toBe(
      [
        '--- a/a.yaml',
        '+++ b/a.yaml',
        '@@ -6,7 +6,7 @@',
        '   metrics:',
        '     - name: errors',
        '       successCondition: result[0] < 0.05',
        '-      interval: 1d',
        '+      interval: 24h',
        '       count: 3',
        '       provider:',
        '         prometheus:',
        '',
      ].join('\n'),
    );
    expect([code, err]).toEqual([1, 'a.yaml: would fix metric-interval-invalid\n']);
    expect(await readFile(path.join(folder, 'a.yaml'), 'utf8')).toBe(fixable);
  });

  it('refuses what it could not write as it was', async () => {
    const bytes = Buffer.from(`\ufeff${fixable}`, 'utf16le');
    await write({ 'a.yaml': bytes });
    const { code, err } = await run('lint', '--fix');
    expect([code, err]).toEqual([2, 'a.yaml was not fixed: it is not UTF-8, and would lose bytes\n']);
    expect(await readFile(path.join(folder, 'a.yaml'))).toEqual(bytes);
  });

  it('writes through no link that leads elsewhere', async () => {
    await write({ 'outside/a.yaml': fixable, 'inside/keep.yaml': template('b') });
    await symlink(path.join(folder, 'outside/a.yaml'), path.join(folder, 'inside/a.yaml'));
    const { code, err } = await run('lint', '--fix', 'inside', '--context', 'inside');
    expect([code, err]).toEqual([2, 'inside/a.yaml was not fixed: it is a link that leads elsewhere\n']);
    expect(await readFile(path.join(folder, 'outside/a.yaml'), 'utf8')).toBe(fixable);
  });
});

describe('the standard input', () => {
  const rendered = `---
# Source: shop/templates/fine.yaml
${template('fine')}---
# Source: shop/templates/wrong.yaml
${template('wrong', 'result.x >')}`;

  it('of helm template is reported for the templates', async () => {
    const { code, out } = await runCli(folder, ['lint', '-'], { stdin: rendered });
    expect(out).toContain('shop/templates/wrong.yaml:10:34 (rendered)  error  cond-syntax\n');
    expect(out).toContain('  10 │       successCondition: result.x >\n');
    expect([code, out.split('\n').at(-2)]).toEqual([1, '1 error, 0 warnings in 1 of 2 files']);
  });

  it('of kustomize build is reported for its resources, when it says them', async () => {
    const origin = `  annotations:\n    config.kubernetes.io/origin: |\n      path: base/a.yaml\n`;
    const stdin = template('a', 'result.x >').replace('spec:\n', `${origin}spec:\n`);
    expect((await runCli(folder, ['lint', '-', '--format', 'line'], { stdin })).out).toMatch(/^base\/a\.yaml:11:/);
  });

  it('has a name, or is called stdin; nothing is missing around it', async () => {
    const stdin = experiment('errors');
    expect(await runCli(folder, ['lint', '-'], { stdin })).toMatchObject({ code: 0 });
    const wrong = template('a', 'result.x >');
    expect((await runCli(folder, ['lint', '-', '--format', 'line'], { stdin: wrong })).out).toMatch(/^stdin:8:/);
    const named = ['lint', '-', '--stdin-filename', 'b/a.yaml', '--format', 'line'];
    expect((await runCli(folder, named, { stdin: wrong })).out).toMatch(/^b\/a\.yaml:8:/);
  });
});

describe('.argo-experiments.yaml', () => {
  it('holds for the files below it, the nearest one first; options win', async () => {
    await write({
      '.argo-experiments.yaml': 'severity:\n  cond-syntax: warning\nexclude: ["**/generated"]\n',
      'a.yaml': template('a', 'result.x >'),
      'generated/b.yaml': template('b', 'result.x >'),
      'strict/.argo-experiments.yaml': 'severity: {cond-syntax: error}\n',
      'strict/c.yaml': template('c', 'result.x >'),
    });
    const { out, code } = await run('lint', '--format', 'line');
    expect(out.split('\n').map(line => line.replace(/:\d.*?: (\w+):.*/, ' $1'))).toEqual([
      'a.yaml warning',
      'strict/c.yaml error',
      '',
    ]);
    expect(code).toBe(1);
    expect((await run('lint', '--severity', 'cond-syntax=hint')).code).toBe(0);
    expect((await run('lint', '--no-config', '--format', 'line')).out.split('\n')).toHaveLength(4);
  });

  it('says the release', async () => {
    await write({ '.argo-experiments.yaml': 'argoVersion: "1.9"\n', 'a.yaml': template('a', '0 < result[0] < 1') });
    expect((await run('lint', '--format', 'line')).out).toContain('[cond-version]');
    expect((await run('lint', '--format', 'line', '--argo-version', '1.10.2')).out).not.toContain('[cond-version]');
  });
});

describe('templates of other tools', () => {
  it('are counted, for what was not checked', async () => {
    const helm = template('a').replace('errors', '{{ .Values.name }}');
    await write({ 'chart/Chart.yaml': 'apiVersion: v2\nname: a\nversion: 1.0.0\n', 'chart/templates/a.yaml': helm });
    expect((await run('lint')).out).toBe(
      '0 errors, 0 warnings in 0 of 1 file\n1 template of Helm was checked in part: only what is written out in it can be judged.\n',
    );
  });
});

describe('levels', () => {
  it('of advice are warnings in the profile strict, of an option or the configuration', async () => {
    const job = template('a')
      .replace(
        /prometheus:[\s\S]*/,
        'job:\n          spec: {template: {spec: {restartPolicy: Never, containers: [{name: a, image: "a:1"}]}}}\n',
      )
      .replace('      successCondition: result[0] < 0.05\n', '');
    await write({ 'a.yaml': job });
    const levels = async (...args: readonly string[]) =>
      (await run('lint', '--format', 'line', ...args)).out.match(/: (information|warning):(?=.*job-no-deadline)/)?.[1];
    expect(await levels()).toBe('information');
    expect(await levels('--strict')).toBe('warning');
    await write({ '.argo-experiments.yaml': 'profile: strict\n' });
    expect(await levels()).toBe('warning');
  });

  it('that make the exit code 1 are chosen', async () => {
    await write({
      'a.yaml': template('a', 'result.x >'),
      '.argo-experiments.yaml': 'severity: {cond-syntax: warning}\n',
    });
    expect((await run('lint')).code).toBe(0);
    expect((await run('lint', '--fail-on', 'warning')).code).toBe(1);
    expect((await run('lint', '--max-warnings', '0')).code).toBe(1);
    expect((await run('lint', '--max-warnings', '1')).code).toBe(0);
    expect(await run('lint', '--quiet')).toEqual({ code: 0, out: '', err: '' });
  });
});
