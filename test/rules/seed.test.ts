/**
 * Mistakes that texts about experiments make, and that readers copy, said again in our own words. The lists are complete: what is not in
 * them must not be reported.
 */
import { describe, expect, it } from 'vitest';
import { applyEdits } from '../../scripts/rules/apply-edits.ts';
import { readMarks } from '../../scripts/rules/marks.ts';
import type { Problem } from '../../server/core/index.ts';
import { newService } from '../support/service.ts';

const URI = 'file:///copied.yaml';

function diagnose(text: string): readonly Problem[] {
  return newService({ [URI]: text })
    .diagnose(URI)
    .toSorted((a, b) => a.range.start - b.range.start);
}

/** `severity rule «text»` of each problem, in the order of the text. */
function listProblems(text: string): readonly string[] {
  return diagnose(text).map(
    ({ severity, rule, range }) => `${severity} ${rule} «${text.slice(range.start, range.end)}»`,
  );
}

describe('the mistakes, said again', () => {
  function expectMarked(marked: string): string {
    const { text, marks } = readMarks(marked);
    const lines = text.split('\n');
    const expected = marks.map(({ line, from, to, rule }) => `${rule} «${lines[line]?.slice(from, to)}»`);
    expect(listProblems(text).map(each => each.replace(/^\w+ /, ''))).toEqual(expected);
    return text;
  }

  it('one required analysis beside optional ones', () => {
    const text = expectMarked(`apiVersion: argoproj.io/v1alpha1
kind: Experiment
metadata:
  name: tasting
spec:
  duration: 20m
  templates:
    - name: sweet
      selector: { matchLabels: { app: tasting } }
      template:
        metadata: { labels: { app: tasting } }
        spec: { containers: [{ name: cup, image: cup:1 }] }
  analyses:
    - name: sweet
          # ^^^^^ exp-required-mixed-hang
      templateName: sips
    - name: verdict
      templateName: compare-sips
      requiredForCompletion: true
`);
    const [problem] = diagnose(text);
    expect(problem?.severity).toBe('warning');
    expect(problem?.fixes.map(fix => fix.title)).toEqual(['Make all analyses required']);
    const fixed = applyEdits(text, problem?.fixes[0]?.edits ?? []);
    expect(fixed).toBe(
      text.replace(
        'name: sweet\n      templateName',
        'name: sweet\n      requiredForCompletion: true\n      templateName',
      ),
    );
    expect(listProblems(fixed)).toEqual([]);
  });

  it('`...` for left-out text, which hides nothing, and args that are empty', () => {
    expectMarked(`apiVersion: argoproj.io/v1alpha1
kind: Rollout
metadata:
  name: tasting
spec:
...
^^^ yaml-document-end
  strategy:
    canary:
      steps:
        - experiment:
            duration: 1h
            templates:
              - name: before
                specRef: stable
            analyses:
              - name : verdict
                    # ^ yaml-space-before-colon
                templateName: verdict
                args:
                  - name: hash
                    value: ""
                         # ^^ arg-empty-value
`);
  });

  it('`strategy` beside `spec`, and an indented `...`', () => {
    const text = expectMarked(`apiVersion: argoproj.io/v1alpha1
kind: Rollout
metadata:
  name: tasting
spec:
...
^^^ yaml-document-end
strategy:
^^^^^^^^ field-wrong-level
  canary:
    trafficRouting:
      alb:
        ingress: tasting
        servicePort: 80
        ...
      # ^^^ yaml-document-end
    steps:
      - setWeight: 5
`);
    expect(diagnose(text).map(({ severity }) => severity)).toEqual(['warning', 'error', 'error']);
  });

  it('a declared arg that nobody uses, an empty default, a URL without a host, a condition on a job', () => {
    const text = expectMarked(`# sips.yaml
apiVersion: argoproj.io/v1alpha1
kind: AnalysisTemplate
metadata:
  name: sips
spec:
  args:
    - name: host
          # ^^^^ arg-unused
      value: ""
           # ^^ arg-empty-value
  metrics:
    - name: sips
      interval: 30s
      successCondition: result > 0.9
    # ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ metric-condition-ignored
      provider:
        job:
          spec:
        # ^^^^ job-no-deadline
        # ^^^^ job-backoff-default
            template:
              spec:
                containers:
                  - name: sip
                    image: sipper:1
                    command: [ "sh", "-c" ]
                    args:
                      - |
                        code=$(sip --print "%{code}" http://:8080);
                                                   # ^^^^^^^^^^^^ url-host-empty
                        if [ "$code" = "200" ]; then exit 0; else exit 1; fi;
                restartPolicy: Never
`);
    const insert = diagnose(text).find(problem => problem.rule === 'url-host-empty')?.fixes[0];
    const fixed = applyEdits(text, insert?.edits ?? []);
    expect(fixed).toBe(text.replace('http://:8080', 'http://{{args.host}}:8080'));
    expect(listProblems(fixed).filter(each => /arg-unused|url-host-empty/.test(each))).toEqual([]);
  });

  it('nothing in a Rollout that is written as it should be', () => {
    expectMarked(`# a comment first
apiVersion: argoproj.io/v1alpha1
kind: Rollout
metadata:
  name: tasting
spec:
  replicas: 2
  selector:
    matchLabels:
      app: tasting
  template:
    metadata:
      labels:
        app: tasting
    spec:
      containers:
        - name: cup
          image: cup:1
          ports:
            - containerPort: 8080
  strategy:
    canary:
      steps:
        - experiment:
            duration: 3m
            templates:
              - name: before
                specRef: stable
  revisionHistoryLimit: 2
`);
  });
});
