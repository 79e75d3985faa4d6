/** The experiment that texts show and readers copy: its benchmark asks an address without a host, and its pods have no Service. */
import { describe, expect, it } from 'vitest';
import { newService } from '../../support/service.ts';

const ROLLOUT = 'file:///copied/rollout.yaml';
const TEMPLATE = 'file:///copied/sips.yaml';

const template = (url: string): string => `apiVersion: argoproj.io/v1alpha1
kind: AnalysisTemplate
metadata:
  name: sips
spec:
  args:
    - name: host
      value: ""
  metrics:
    - name: sips
      interval: 30s
      provider:
        job:
          spec:
            template:
              spec:
                containers:
                  - name: sip
                    image: sipper:1
                    command: [ "sh", "-c" ]
                    args:
                      - |
                        code=$(sip --print "%{code}" ${url});
                        if [ "$code" = "200" ]; then exit 0; else exit 1; fi;
                restartPolicy: Never
`;

const rollout = (service: string, host: (name: string) => string): string => `apiVersion: argoproj.io/v1alpha1
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
${['before', 'after'].map((name, index) => `              - name: ${name}\n                specRef: ${['stable', 'canary'][index]}\n${service}`).join('')}            analyses:
${['before', 'after'].map(name => `              - name: ${name}-sips\n                templateName: sips\n                args:\n                  - name: host\n                    value: "${host(name)}"\n`).join('')}`;

function rehearse(url: string, service: string, host: (name: string) => string) {
  const known = newService({ [ROLLOUT]: rollout(service, host), [TEMPLATE]: template(url) });
  known.setComplete(true);
  const [runnable] = known.runnables(ROLLOUT);
  const timeline = runnable && known.rehearse(runnable, {})?.timeline;
  if (!timeline) throw new Error('nothing to rehearse');
  const { verdict, notes = [] } = timeline;
  const told = notes.map(({ kind, text }) => `${kind}: ${text}`);
  return { end: verdict.kind === 'finished' ? verdict.phase : verdict.kind, told };
}

describe('the copied experiment', () => {
  const bare = (name: string): string => name;

  it('fails because its address has no host, and says so', () => {
    expect(rehearse('http://:8080', '', bare)).toEqual({
      end: 'Failed',
      told: [
        'wrong: sips of sips: `http://:8080` names no host',
        'assumed: Jobs of sips fail after 10 s',
        'assumed: Pods are ready after 4 s',
      ],
    });
  });

  it('fails because its pods have no Service, once it asks them', () => {
    expect(rehearse('http://{{args.host}}:8080', '', bare)).toMatchObject({
      end: 'Failed',
      told: expect.arrayContaining([
        'wrong: sips of sips: Host `before` is not found: template `before` has no Service',
      ]),
    });
  });

  it('passes with a Service and its name', () => {
    const named = (name: string): string => `{{templates.${name}.replicaset.name}}`;
    expect(rehearse('http://{{args.host}}:8080', '                service: {}\n', named)).toEqual({
      end: 'Successful',
      told: ['assumed: Jobs of sips succeed after 10 s', 'assumed: Pods are ready after 4 s'],
    });
  });
});
