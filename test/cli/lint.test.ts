import { chmod, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
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

async function write(name: string, text: string): Promise<void> {
  await mkdir(path.dirname(path.join(folder, name)), { recursive: true });
  await writeFile(path.join(folder, name), text);
}

const template = (condition: string): string => `apiVersion: argoproj.io/v1alpha1
kind: AnalysisTemplate
metadata:
  name: errors
spec:
  metrics:
    - name: errors
      successCondition: ${condition}
      provider:
        prometheus:
          address: http://prometheus.monitoring:9090
          query: sum(errors) or vector(0)
`;

describe('lint', () => {
  it('shows the line, what is marked in it, and the sentence', async () => {
    await write('manifests/analysis.yaml', template('result < 0.05'));
    await write('manifests/other.yaml', 'apiVersion: v1\nkind: ConfigMap\n');
    const { code, out } = await run('lint', 'manifests');
    expect(out).toBe(
      [
        'manifests/analysis.yaml:8:25  error  cond-list-without-index',
        '  8 │       successCondition: result < 0.05',
        '    │                         ^^^^^^ Write `result[0] < 0.05`: `result` is a list here (Prometheus answers a vector). The measurement will be Error ("invalid operation: < (mismatched types []float64 and float64)"), and after 5 in a row the run is Error.',
        '1 error, 0 warnings in 1 of 1 file',
        '',
      ].join('\n'),
    );
    expect(code).toBe(1);
  });

  it('ends well when no problem is an error', async () => {
    await write('analysis.yaml', template('result[0] < 0.05'));
    expect(await run('lint')).toEqual({ code: 0, out: '0 errors, 0 warnings in 0 of 1 file\n', err: '' });
  });

  it('takes severities and the release line', async () => {
    await write('analysis.yaml', template('result < 0.05'));
    expect((await run('lint', '--severity', 'cond-list-without-index=warning')).code).toBe(0);
    expect((await run('lint', '--severity', 'cond-list-without-index=off')).out).toContain('0 errors');
    await write('analysis.yaml', template('0 < result[0] < 1'));
    expect((await run('lint', '--argo-version', '1.10')).code).toBe(0);
    expect((await run('lint', '--argo-version', '1.9')).out).toContain('cond-version');
  });

  it('looks across files', async () => {
    await write('analysis.yaml', template('result[0] < 0.05'));
    await write(
      'experiment.yaml',
      `apiVersion: argoproj.io/v1alpha1
kind: Experiment
metadata:
  name: shop
spec:
  duration: 5m
  templates:
    - name: canary
      selector:
        matchLabels:
          app: shop
      template:
        metadata:
          labels:
            app: shop
        spec:
          containers:
            - name: shop
              image: shop:1
  analyses:
    - name: errors
      templateName: error
      requiredForCompletion: true
`,
    );
    const { out } = await run('lint', '--format', 'json');
    const report: unknown = JSON.parse(out);
    expect(report).toMatchObject({
      counts: { error: 0, warning: 1 },
      checkedFiles: 2,
      files: [
        {
          path: 'experiment.yaml',
          problems: [{ rule: 'exp-analysis-template-missing', start: { line: 22, column: 21 } }],
        },
      ],
    });
  });

  it('fixes what has one meaning only, says what, and reports the rest', async () => {
    const before = template('result[0] < 0.05')
      .replace('      provider', '      interval: 1d\n      count: "3"\n      failureLimit: -5\n      provider')
      .replace('  metrics', '  args:\n    - {name: a, value: 1} # one\n    - {name: b, value: 2}\n  metrics');
    await write('shop/analysis.yaml', before);
    await write('shop/fine.yaml', template('result[0] < 0.05'));
    const { code, out, err } = await run('lint', '--fix');
    const file = path.join('shop', 'analysis.yaml');
    expect(err).toBe(`${file}: fixed arg-value-not-string (2 times)\n${file}: fixed metric-interval-invalid\n`);
    expect(await readFile(path.join(folder, file), 'utf8')).toBe(
      before
        .replace('interval: 1d', 'interval: 24h')
        .replace('value: 1}', 'value: "1"}')
        .replace('value: 2}', 'value: "2"}'),
    );
    expect(await readFile(path.join(folder, 'shop/fine.yaml'), 'utf8')).toBe(template('result[0] < 0.05'));
    // A limit below -1 may have been meant as any number.
    expect([code, out.includes('metric-failure-limit-too-low'), out.includes('arg-value-not-string')]).toEqual([
      1,
      true,
      false,
    ]);
    expect((await run('lint', '--fix')).err).toBe('');
  });

  it('says which file it cannot write', async () => {
    await write(
      'analysis.yaml',
      template('result[0] < 0.05').replace('      provider', '      interval: 1d\n      provider'),
    );
    await chmod(path.join(folder, 'analysis.yaml'), 0o444);
    const { code, err } = await run('lint', '--fix');
    // Whoever may write everything is not kept from it.
    if (process.getuid?.() === 0) expect(code).toBe(0);
    else expect([code, err]).toEqual([2, expect.stringContaining('analysis.yaml cannot be written (')]);
  });

  it('prints annotations for GitHub', async () => {
    await write('analysis.yaml', template('result < 0.05'));
    const { out } = await run('lint', '--format', 'github');
    expect(out).toMatch(
      /^::error file=analysis\.yaml,line=8,endLine=8,col=25,endColumn=31,title=cond-list-without-index::Write `result\[0\] < 0.05`/,
    );
  });

  it('prints SARIF with the rules that are named in it', async () => {
    await write('analysis.yaml', template('result < 0.05'));
    const log: unknown = JSON.parse((await run('lint', '--format', 'sarif')).out);
    expect(log).toMatchObject({
      version: '2.1.0',
      runs: [
        {
          tool: { driver: { name: 'argo-experiments', rules: [{ id: 'cond-list-without-index' }] } },
          results: [
            {
              ruleId: 'cond-list-without-index',
              level: 'error',
              locations: [
                {
                  physicalLocation: {
                    artifactLocation: { uri: 'analysis.yaml' },
                    region: { startLine: 8, startColumn: 25 },
                  },
                },
              ],
            },
          ],
        },
      ],
    });
  });
});

describe('what is left out', () => {
  it('is what others made, or what the patterns say', async () => {
    const wrong = template('result.x >');
    for (const name of ['a b/a.yaml', 'gen/b.yaml', 'node_modules/c.yaml']) await write(name, wrong);
    const found = async (...args: readonly string[]): Promise<readonly string[]> => {
      const { files }: { files: readonly { path: string }[] } = JSON.parse(
        (await run('lint', '--format', 'json', ...args)).out,
      );
      return files.map(file => file.path);
    };
    expect(await found()).toEqual(['a b/a.yaml', 'gen/b.yaml']);
    expect(await found('--exclude', '**/gen', '--exclude', '**/node_modules')).toEqual(['a b/a.yaml']);
    expect(await found('--exclude', '**/gen')).toEqual(['a b/a.yaml', 'node_modules/c.yaml']);
    expect(await found('--exclude', '**/gen', 'gen/b.yaml')).toEqual(['gen/b.yaml']);
  });
});

describe('a wrong call', () => {
  it.each([
    [['lint', 'nothing-here'], 'There is no file or folder "nothing-here".'],
    [['lint', ''], 'A path is empty.'],
    [['lint', '--format', 'xml'], 'Allowed choices are text, line, json, sarif, github, gitlab, junit.'],
    [['lint', '--formt', 'json'], "unknown option '--formt'\n(Did you mean --format?)"],
    [['lint', '--severity', 'arg-unusd=off'], 'Unknown rule "arg-unusd". Did you mean "arg-unused"?'],
    [['lint', '--severity', 'arg-unused'], 'Use RULE=error|warning|info|hint|off.'],
    [['lint', '--argo-version', 'new'], 'Use a version such as 1.10 or 1.9.3, or `next`.'],
    [['lint', '--dry-run'], 'add --fix'],
    [['explain', 'arg-unusd'], 'Did you mean "arg-unused"?'],
    [['schema', 'Pod'], 'Unknown kind "Pod". Use one of: Experiment, AnalysisTemplate'],
    [['lnt'], "unknown command 'lnt'\n(Did you mean lint?)"],
  ])('%j is answered in a sentence or two', async (args, sentence) => {
    const { code, out, err } = await run(...args);
    expect(err).toContain(sentence);
    expect(err).not.toContain('    at ');
    expect([code, out]).toEqual([2, '']);
  });
});

describe('schema', () => {
  it('prints what other editors read', async () => {
    const { code, out } = await run('schema', 'experiment', '--argo-version', '1.9');
    const schema: unknown = JSON.parse(out);
    expect(schema).toMatchObject({ $schema: 'http://json-schema.org/draft-07/schema#', type: 'object' });
    expect(code).toBe(0);
  });
});

describe('help', () => {
  it('is there for the program and for each command', async () => {
    const { code, out, err } = await run('--help');
    expect([code, err]).toEqual([0, '']);
    const commands = ['lint', 'rehearse', 'explain', 'rules', 'schema', 'lsp', 'completion'];
    for (const command of commands) {
      expect(out).toContain(`\n  ${command} `);
      const own = await run(command, '--help');
      expect([own.code, own.err]).toEqual([0, '']);
      expect(own.out).toMatch(new RegExp(`^Usage: argo-experiments ${command} `));
    }
    expect((await run('help', 'lint')).out).toMatch(/^Usage: argo-experiments lint /);
  });

  it('is no path of that name', async () => {
    expect((await run('lint', '--', '--help')).err).toBe('There is no file or folder "--help".\n');
  });

  it('comes without any command, as a wrong call', async () => {
    const { code, out } = await run();
    expect([code, out]).toEqual([2, (await run('--help')).out]);
  });

  it('has the version', async () => {
    expect(await run('-v')).toEqual({ code: 0, out: '0.0.0-test\n', err: '' });
  });
});
