/** What the formats of `lint` print, byte by byte where a machine reads it. */
import { describe, expect, it } from 'vitest';
import { FORMATS, type FormatName } from '../../server/cli/formats/format.ts';
import type { FileReport, LintReport } from '../../server/cli/lint/report.ts';

const problem = (message: string, character = 4): FileReport['problems'][number] => ({
  rule: 'cond-syntax',
  severity: 'error',
  message,
  start: { line: 1, character },
  end: { line: 1, character: character + 3 },
  fixes: () => [
    { title: 'Mend it', edits: [{ start: { line: 1, character: 4 }, end: { line: 1, character: 7 }, text: '"x"' }] },
  ],
});

const report = (problems: FileReport['problems'], path = 'a b/x.yaml', text = 'one\n    two\n'): LintReport => ({
  files: [{ path, text, isRendered: false, problems }],
  failures: [],
});

function format(name: FormatName, given: LintReport, colours = false): string {
  return FORMATS[name](given, { version: '1.2.3', colours, isQuiet: false });
}

describe('text', () => {
  it('marks the place, in colours where they are wanted', () => {
    expect(format('text', report([problem('Wrong.')]))).toBe(
      'a b/x.yaml:2:5  error  cond-syntax\n  2 │     two\n    │     ^^^ Wrong.\n1 error, 0 warnings in 1 of 1 file\n',
    );
    expect(format('text', report([problem('Wrong.')]), true)).toContain('\u001b[31m^^^\u001b[0m Wrong.');
  });

  it('gives a terminal nothing to obey', () => {
    const text = 'one\n    two\u001b]0;title\u0007\u009b2J\u202e\n';
    const printed = format('text', report([problem('Bad\u001b[2J\n::error::made up')], 'x\u001b[1m.yaml', text));
    expect(printed).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u0080-\u009f\u202e]/);
    expect(printed).not.toMatch(/^::/m);
    expect(printed).toContain('two␛]0;title␇');
  });

  it('shows the part of a long line that matters', () => {
    const text = `one\n${'x'.repeat(60_000)}two${'y'.repeat(60_000)}\n`;
    const printed = format('text', report([problem('Wrong.', 60_000)], 'x.yaml', text));
    expect(printed.length).toBeLessThan(800);
    const [, line = '', marks = ''] = printed.split('\n');
    expect(line.slice(marks.indexOf('^'), marks.lastIndexOf('^') + 1)).toBe('two');
  });
});

describe('formats for machines', () => {
  it('line: one line each', () => {
    expect(format('line', report([problem('Wrong\nthing.')]))).toBe(
      'a b/x.yaml:2:5: error: Wrong thing. [cond-syntax]\n',
    );
  });

  it('github: workflow commands', () => {
    expect(format('github', report([problem('Wrong: 5%,\nthing')]))).toBe(
      '::error file=a b/x.yaml,line=2,endLine=2,col=5,endColumn=8,title=cond-syntax::Wrong: 5%25,%0Athing\n',
    );
  });

  it('junit: a case for each problem, and one where there is none', () => {
    expect(format('junit', report([problem('a < "b" & \u0001')]))).toBe(
      [
        '<?xml version="1.0" encoding="UTF-8"?>',
        '<testsuites name="argo-experiments" tests="1" failures="1" errors="0">',
        '  <testsuite name="a b/x.yaml" tests="1" failures="1" errors="0">',
        '    <testcase name="cond-syntax (line 2, column 5)" classname="a b/x.yaml">',
        '      <failure message="a &lt; &quot;b&quot; &amp; \ufffd" type="error">a b/x.yaml, line 2, column 5: a &lt; "b" &amp; \ufffd</failure>',
        '    </testcase>',
        '  </testsuite>',
        '</testsuites>',
        '',
      ].join('\n'),
    );
    expect(format('junit', report([]))).toContain('<testcase name="no problems" classname="a b/x.yaml"/>');
  });

  it('gitlab: prints that stay when lines move, and differ for equal problems', () => {
    const [first, second]: { fingerprint: string; severity: string }[] = JSON.parse(
      format('gitlab', report([problem('Wrong.'), problem('Wrong.', 9)])),
    );
    const [moved]: { fingerprint: string }[] = JSON.parse(format('gitlab', report([problem('Wrong.', 20)])));
    expect(first?.fingerprint).toMatch(/^[0-9a-f]{64}$/);
    expect(first?.fingerprint).toBe(moved?.fingerprint);
    expect(first?.fingerprint).not.toBe(second?.fingerprint);
    expect(first?.severity).toBe('major');
  });

  it('sarif: encoded addresses, fixes, and what failed', () => {
    const given = { ...report([problem('Wrong.')]), failures: [{ path: 'big.yaml', reason: 'is too large' }] };
    const { runs } = JSON.parse(format('sarif', given));
    expect(runs[0].results[0]).toEqual({
      ruleId: 'cond-syntax',
      ruleIndex: 0,
      level: 'error',
      message: { text: 'Wrong.' },
      locations: [
        {
          physicalLocation: {
            artifactLocation: { uri: 'a%20b/x.yaml' },
            region: { startLine: 2, startColumn: 5, endLine: 2, endColumn: 8 },
          },
        },
      ],
      fixes: [
        {
          description: { text: 'Mend it' },
          artifactChanges: [
            {
              artifactLocation: { uri: 'a%20b/x.yaml' },
              replacements: [
                {
                  deletedRegion: { startLine: 2, startColumn: 5, endLine: 2, endColumn: 8 },
                  insertedContent: { text: '"x"' },
                },
              ],
            },
          ],
        },
      ],
    });
    expect(runs[0].tool.driver.rules).toMatchObject([
      { id: 'cond-syntax', fullDescription: { text: expect.any(String) } },
    ]);
    expect(runs[0].invocations).toEqual([
      {
        executionSuccessful: false,
        toolExecutionNotifications: [{ level: 'error', message: { text: 'big.yaml is too large' } }],
      },
    ]);
  });
});
