/** What agents get: short plain text, with positions, fixes and reasons; a sentence where they asked wrongly. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { answer, type World } from '../../server/agents/answer.ts';
import { DEFAULT_SETTINGS } from '../../server/core/index.ts';
import { newService } from '../support/service.ts';

const EXAMPLES = path.join(import.meta.dirname, '../../examples');
const text = readFileSync(path.join(EXAMPLES, 'experiment.yaml'), 'utf8');

function world(files: Readonly<Record<string, string>> = {}): World {
  const service = newService(files);
  return { service, settingsOf: () => DEFAULT_SETTINGS, open: file => (file in files ? file : undefined) };
}

const TEMPLATE = `apiVersion: argoproj.io/v1alpha1
kind: AnalysisTemplate
metadata:
  name: errors
spec:
  metrics:
    - name: errors
      interval: 1d
      count: 3
      provider: { job: { spec: { template: { spec: { restartPolicy: Never, containers: [{ name: a, image: "a:1" }] } } } } }
`;

describe('check', () => {
  it('names problems by line and column, with what to write instead', async () => {
    const { text: found, isError } = await answer('check', { text: TEMPLATE }, world());
    expect(isError).toBe(false);
    expect(found).toMatch(/^8:17 error metric-interval-invalid: /m);
    expect(found).toMatch(/^ {2}fix: .*\(replace 8:17 to 8:19 by "24h"\)$/m);
  });

  it('reads a text in place of a file, and forgets it', async () => {
    const it = world({ 'file:///a.yaml': TEMPLATE });
    const mended = TEMPLATE.replace('1d', '24h');
    expect((await answer('check', { file: 'file:///a.yaml', text: mended }, it)).text).not.toContain(
      'metric-interval-invalid',
    );
    expect((await answer('check', { file: 'file:///a.yaml' }, it)).text).toContain('metric-interval-invalid');
  });

  it('says so when nothing is wrong, and when nothing is of Argo', async () => {
    expect(await answer('check', { text: 'a: 1\n' }, world())).toEqual({ text: 'No problems.', isError: false });
  });
});

describe('rehearse', () => {
  it('tells the course, the verdict, what was assumed and the other scenarios', async () => {
    const { text: told, isError } = await answer('rehearse', { text }, world());
    expect(isError).toBe(false);
    expect(told).toMatch(/^Scenario: /);
    expect(told).toMatch(/\n\d+:\d\d +verdict +\w+/);
    expect(told).toMatch(/\nOther scenarios: .+;/);
    expect(told.split('\n').length).toBeLessThan(80);
  });

  it('plays a scenario by its title, and names those there are', async () => {
    const [, titles = ''] = (await answer('rehearse', { text }, world())).text.split('Other scenarios: ');
    const title = titles.split('; ').at(-1);
    expect((await answer('rehearse', { text, scenario: title }, world())).text).toContain(`Scenario: ${title}\n`);
    expect(await answer('rehearse', { text, scenario: 'sunny' }, world())).toMatchObject({
      isError: true,
      text: expect.stringContaining(`There is no scenario "sunny". There are: ${titles}.`),
    });
  });

  it('plays an analysis template by itself', async () => {
    expect((await answer('rehearse', { text: TEMPLATE.replace('1d', '24h') }, world())).text).toContain('verdict');
  });
});

describe('explain', () => {
  it('knows rules and fields', async () => {
    expect((await answer('explain', { about: 'metric-interval-invalid' }, world())).text).toMatch(
      /^metric-interval-invalid \(error\): /,
    );
    expect((await answer('explain', { about: 'Experiment.spec.duration' }, world())).text).toContain(
      '**`duration`** — string (Go duration)',
    );
    expect((await answer('explain', { about: 'experiment.spec.templates[].selector' }, world())).text).toContain(
      ', required',
    );
    expect(await answer('explain', { about: 'metric-interval-invalit' }, world())).toEqual({
      isError: true,
      text: 'There is no rule and no field "metric-interval-invalit". Did you mean "metric-interval-invalid"?',
    });
  });
});

describe('a wrong question', () => {
  it.each<[tool: string, input: unknown, sentence: string]>([
    ['apply', {}, 'There is no tool "apply". Use one of: check, rehearse, explain.'],
    ['check', 'x', 'The input is an object.'],
    ['check', { text: 5 }, '`text` is a text.'],
    ['check', {}, 'Give a `file`, or a `text`.'],
    ['check', { file: '/etc/passwd' }, 'There is no file "/etc/passwd" that can be read.'],
    ['rehearse', { text: 'a: 1\n' }, 'There is no Experiment, no experiment step and no analysis template in it.'],
  ])('%s %j is answered in a sentence', async (tool, input, sentence) => {
    expect(await answer(tool, input, world())).toEqual({ text: sentence, isError: true });
  });
});
