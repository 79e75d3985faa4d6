import path from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { Desk } from './support/desk.ts';
import { LookingGlass } from './support/looking-glass.ts';
import { Session } from './support/session.ts';

const EXAMPLES = path.join(import.meta.dirname, '../../examples');

const HEAD = 'apiVersion: argoproj.io/v1alpha1\n';
const EXPERIMENT = `${HEAD}kind: Experiment\nmetadata:\n  name: checkout\n`;
const TEMPLATE = `${HEAD}kind: AnalysisTemplate\nmetadata:\n  name: checkout\nspec:\n`;
const CONTAINER = `${EXPERIMENT}spec:
  templates:
    - name: baseline
      selector:
        matchLabels:
          app: checkout
      template:
        metadata:
          labels:
            app: checkout
        spec:
          containers:
            - name: checkout
`;
const ROLLOUT = `${HEAD}kind: Rollout\nmetadata:\n  name: checkout\nspec:\n`;
const WORKFLOW = 'name: ci\non: push\njobs:\n  build:\n    runs-on: ubuntu-latest\n    steps:\n';
const SERVICES = 'services:\n  web:\n    image: nginx\n';

describe('writing by keyboard', () => {
  let session: Session;
  let desk: Desk;
  beforeAll(async () => {
    const glasses: LookingGlass[] = [];
    session = await Session.open({
      source: EXAMPLES,
      files: { 'typed.yaml': '# empty\n' },
      prepare: extensionsDir => glasses.push(new LookingGlass(extensionsDir)),
    });
    const [glass] = glasses;
    if (glass === undefined) throw new Error('The session was not prepared.');
    await session.openFile('typed.yaml');
    desk = new Desk(session.page, glass);
    // By then the language server answers.
    await desk.lay(`${EXPERIMENT}spec:\n  <|`);
    await session.pressUntil(
      session.page.locator('.suggest-widget.visible .label-name', { hasText: 'duration' }),
      'no list',
      () => desk.hit('Escape', 'Control+Space'),
    );
  });
  afterAll(() => session?.close());
  afterEach(async ({ task }) => {
    if (task.result?.state === 'fail') await session.screenshot(`failed-${task.name.replaceAll(/\W+/g, '-')}`);
  });

  describe('keeps a name, an image or any text that is typed in full', () => {
    it.each([
      [
        'a name that begins a document of ours elsewhere',
        `${EXPERIMENT.replace('checkout\n', '<|')}`,
        'my-exp',
        '\n  ',
      ],
      ['the name of a document in full', `${EXPERIMENT.replace('checkout\n', '<|')}`, 'my-experiment', '\n  '],
      ['a name like a template', `${TEMPLATE.replace('checkout\nspec:\n', '<|')}`, 'success-r', '\n  '],
      ['a short name', `${TEMPLATE.replace('checkout\nspec:\n', '<|')}`, 'an', '\n  '],
      ['a name like a kind', `${TEMPLATE.replace('checkout\nspec:\n', '<|')}`, 'exp', '\n  '],
      [
        'a name like another of the file',
        `${HEAD}kind: Experiment\nmetadata:\n  # checkout-above\n  name: <|`,
        'checkout-ab',
        '\n  ',
      ],
      ['a namespace like a word of the file', `${HEAD}kind: Experiment\nmetadata:\n  namespace: <|`, 'argo', '\n  '],
      ['an image', `${CONTAINER}              image: <|`, 'job', '\n              '],
      ['a label', `${HEAD}kind: Experiment\nmetadata:\n  labels:\n    app: <|`, 'ana', '\n    '],
      ['an item of a list in brackets', `${CONTAINER}              args: [run, <|]`, 'experiment', '\n              '],
      [
        'a line of a shell script',
        `${CONTAINER}              args:\n                - |\n                  <|`,
        'echo an',
        '\n                  ',
      ],
      [
        'a line of a query',
        `${TEMPLATE}  metrics:\n    - name: a\n      provider:\n        prometheus:\n          query: |\n            <|`,
        'exp',
        '\n            ',
      ],
    ])('%s', async (_, before, typed, entered) => {
      expect(await desk.type(before, `${typed}⏎`)).toBe(before.replace('<|', `${typed}${entered}<|`));
    });
  });

  describe('keeps a value that is typed in full', () => {
    const spec = (line: string) => `${EXPERIMENT}spec:\n  ${line}: <|`;
    const metric = (line: string) => `${TEMPLATE}  metrics:\n    - name: a\n      ${line}: <|`;
    it.each([
      ['a duration', spec('duration'), '10m'],
      ['another duration', spec('duration'), '15m'],
      ['an hour', spec('duration'), '1h'],
      ['a duration that begins another', spec('duration'), '1h3m'],
      ['seconds', spec('progressDeadlineSeconds'), '60'],
      ['seconds that begin others', spec('progressDeadlineSeconds'), '3'],
      ['a delay', spec('scaleDownDelaySeconds'), '3'],
      ['minutes of a delay', metric('initialDelay'), '3m'],
      ['an interval', metric('interval'), '10s'],
      ['a limit', metric('failureLimit'), '2'],
      ['replicas', `${EXPERIMENT}spec:\n  templates:\n    - name: a\n      replicas: <|`, '2'],
      ['ready seconds', `${EXPERIMENT}spec:\n  templates:\n    - name: a\n      minReadySeconds: <|`, '1'],
      ['a weight', `${ROLLOUT}  strategy:\n    canary:\n      steps:\n        - setWeight: <|`, '2'],
    ])('%s', async (_, before, typed) => {
      const line = before.slice(before.lastIndexOf('\n') + 1);
      const column = /^ *(?:- )?/.exec(line)?.[0].length ?? 0;
      expect(await desk.type(before, `${typed}⏎`)).toBe(before.replace('<|', `${typed}\n${' '.repeat(column)}<|`));
    });

    it('in a map of one line', async () => {
      const before = `${ROLLOUT}  strategy:\n    canary:\n      steps:\n        - pause: {duration: <|}`;
      expect(await desk.type(before, '1⏎')).toMatch(/pause: \{duration: 1\n? *<\|\}$/);
    });

    it.each(['10m', '60s'])('that Tab leaves as it is: %s', async typed => {
      const before = spec('duration');
      expect((await desk.type(before, `${typed}⇥`)).trimEnd().replace(/ *<\|$/, '')).toBe(before.replace('<|', typed));
    });
  });

  describe('in a condition', () => {
    const before = `${TEMPLATE}  metrics:\n    - name: a\n      successCondition: <|`;
    it('takes the function whose name is typed', async () => {
      expect(await desk.type(before, 'result[0] > 0.9 && isN⏎')).toMatch(
        /successCondition: "?result\[0\] > 0\.9 && isNaN\(/,
      );
    });

    it('keeps one that is typed in full', async () => {
      const typed = 'result[0] > 0.9 && !isNaN(result[0])';
      expect(await desk.type(before, `${typed}⏎`)).toBe(before.replace('<|', `${typed}\n      <|`));
    });
  });

  describe('puts the cursor on Enter', () => {
    it.each([
      ['at the column of the fields of an object', `${EXPERIMENT}<|`, 'spec:⏎', '\n  '],
      ['under the first field of an item', `${TEMPLATE}  metrics:\n    <|`, '- name: a⏎', '\n      '],
      ['under the object of a field in an item', `${TEMPLATE}  metrics:\n    <|`, '- provider:⏎', '\n        '],
      [
        'inside a text of several lines',
        `${TEMPLATE}  metrics:\n    - name: a\n      <|`,
        'successCondition: |⏎',
        '\n        ',
      ],
      [
        'at the column of the line inside a text',
        `${TEMPLATE}  metrics:\n    - name: a\n      successCondition: |\n        <|`,
        'a:⏎',
        '\n        ',
      ],
      ['at the column of the line behind a value', `${EXPERIMENT}spec:\n  <|`, 'duration: 20m⏎', '\n  '],
    ])('%s', async (_, before, keys, entered) => {
      const typed = keys.replace('⏎', '');
      expect(await desk.type(before, keys)).toBe(before.replace('<|', `${typed}${entered}<|`));
    });

    it('of all cursors, and takes it back in one step', async () => {
      const before = `${EXPERIMENT}spec:\n  a:<|\n  b: 1\n  c:\n`;
      await desk.lay(before);
      await desk.hit('Shift+Alt+ArrowDown', 'Shift+Alt+ArrowDown', 'End', 'Enter');
      expect(await desk.read()).toBe(`${EXPERIMENT}spec:\n  a:\n    <|\n  b: 1\n  \n  c:\n    \n`);
      await desk.hit('Control+Z');
      expect(await desk.read()).toBe(before);
    });
  });

  describe('in the YAML of others', () => {
    it.each([
      ['a workflow', WORKFLOW, '      ', '- name: an'],
      ['a file of services', SERVICES, '    ', 'exp'],
      ['a file of services, of another word', SERVICES, '    ', 'ana'],
      ['a Deployment', 'apiVersion: apps/v1\nkind: Deployment\nmetadata:\n', '  ', 'name: exp'],
      ['a Workflow of the same group', `${HEAD}kind: Workflow\nmetadata:\n`, '  ', 'name: exp'],
    ])('offers nothing: %s', async (_, above, blanks, typed) => {
      await desk.lay(`${above}${blanks}<|`);
      await desk.press(typed);
      const words = new Set(above.split(/[^\w.-]+/));
      expect((await desk.list()).filter(label => !words.has(label))).toEqual([]);
    });

    it('leaves Enter as it was', async () => {
      expect(await desk.type(`${SERVICES}    <|`, 'environment:⏎')).toBe(`${SERVICES}    environment:\n    <|`);
    });
  });
});
