/** What rules find across files, and where they are silent because they cannot know. */
import { describe, expect, it } from 'vitest';
import { newService } from '../support/service.ts';

const EXPERIMENT = `apiVersion: argoproj.io/v1alpha1
kind: Experiment
metadata:
  name: shop
spec:
  duration: 20m
  analyses:
    - name: health
      templateName: health
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
              image: shop:1.0
`;

function template(args = '', name = 'health'): string {
  return `apiVersion: argoproj.io/v1alpha1
kind: AnalysisTemplate
metadata:
  name: ${name}
spec:
  args: [${args}]
  metrics:
    - name: health
      initialDelay: 30s
      interval: 1m
      count: 5
      failureLimit: 1
      consecutiveErrorLimit: 2
      successCondition: result == "ok"
      provider:
        web:
          url: http://{{args.host}}:8080/health
          jsonPath: "{$.status}"
`;
}

const HOST = template('{ name: host }');
const DEFAULT = template('{ name: host, value: shop }');

/** Rules found above hint in the file `experiment.yaml` of the folder `app`, or in `look`. */
function found(files: Readonly<Record<string, string>>, { complete = true, look = 'app/experiment.yaml' } = {}) {
  const service = newService(files);
  service.setComplete(complete);
  const problems = service.diagnose(look).filter(({ severity }) => severity !== 'hint');
  return problems.map(({ rule, severity }) => `${severity} ${rule}`);
}

describe('a template that is missing', () => {
  it('is told when all files are known', () => {
    const files = { 'app/experiment.yaml': EXPERIMENT };
    expect(found(files)).toEqual(['info exp-analysis-template-missing']);
    expect(found({ ...files, 'app/other.yaml': template('', 'other') })).toEqual([
      'warning exp-analysis-template-missing',
    ]);
    expect(found(files, { complete: false })).toEqual([]);
  });

  it('is not told where names are made by other tools', () => {
    const helm = '{{- range .Values.all }}\napiVersion: argoproj.io/v1alpha1\nkind: AnalysisTemplate\n{{- end }}\n';
    expect(found({ 'app/experiment.yaml': EXPERIMENT, 'chart/templates/all.yaml': helm })).toEqual([]);
    const kustomized = {
      'app/experiment.yaml': EXPERIMENT.replace('templateName: health', 'templateName: prod-health'),
      'app/template.yaml': DEFAULT,
      'app/kustomization.yaml': 'namePrefix: prod-\nresources: [experiment.yaml, template.yaml]\n',
    };
    expect(found(kustomized)).toEqual([]);
  });

  it('may be in any folder', () => {
    expect(found({ 'app/experiment.yaml': EXPERIMENT, 'shared/template.yaml': DEFAULT })).toEqual([]);
  });
});

describe('an arg that is not passed', () => {
  it('is that of the template nearby', () => {
    const files = { 'app/experiment.yaml': EXPERIMENT, 'app/template.yaml': HOST, 'other/template.yaml': DEFAULT };
    expect(found(files)).toEqual(['error exp-arg-unresolved']);
  });

  it('is not told when several templates may be meant', () => {
    const files = { 'app/experiment.yaml': EXPERIMENT, 'dev/template.yaml': HOST, 'prod/template.yaml': DEFAULT };
    expect(found(files)).toEqual([]);
  });

  it('is told as soon as the template is known, however many files are not', () => {
    const files = { 'app/experiment.yaml': EXPERIMENT, 'app/template.yaml': HOST };
    expect(found(files, { complete: false })).toEqual(['error exp-arg-unresolved']);
  });

  it('is not told of a template that is half typed', () => {
    const files = { 'app/experiment.yaml': EXPERIMENT, 'app/template.yaml': `${HOST}  ar` };
    expect(found(files)).toEqual([]);
  });

  it('points to the arg in the other file', () => {
    const service = newService({ 'app/experiment.yaml': EXPERIMENT, 'app/template.yaml': `# shared\n---\n${HOST}` });
    const [problem] = service.diagnose('app/experiment.yaml');
    const [place] = problem?.related ?? [];
    expect(place?.uri).toBe('app/template.yaml');
    const text = `# shared\n---\n${HOST}`;
    expect(text.slice(place?.range.start, place?.range.end)).toBe('host');
  });
});

describe('an arg that is not declared', () => {
  const look = 'app/template.yaml';

  it('is an error when no other template can declare it', () => {
    expect(found({ [look]: template() }, { look })).toEqual(['error arg-undeclared']);
    expect(found({ [look]: template() }, { look, complete: false })).toEqual(['warning arg-undeclared']);
  });

  it('may come from a template beside it in a Rollout', () => {
    const rollout = `apiVersion: argoproj.io/v1alpha1
kind: Rollout
metadata:
  name: shop
spec:
  strategy:
    canary:
      analysis:
        templates:
          - templateName: health
          - templateName: args
`;
    const files = {
      [look]: template(),
      'app/args.yaml': template('{ name: host }', 'args'),
      'app/rollout.yaml': rollout,
    };
    expect(found(files, { look })).toEqual(['warning nested-arg-not-declared']);
  });
});

describe('a duration that does not parse', () => {
  it.each([
    ['', 'Nobody reports it: the Experiment never expires, and the controller works on it without a pause.'],
    [
      '      args: [{ name: host, value: shop }]\n',
      'The API server takes it; once the pods are available, the args of an analysis cannot be worked out, and the Experiment is Error.',
    ],
  ])('is told with what comes of it: %s', (args, consequence) => {
    const text = EXPERIMENT.replace('20m', '5d').replace('templateName: health\n', `templateName: health\n${args}`);
    const service = newService({ 'app/experiment.yaml': text, 'app/template.yaml': DEFAULT });
    const [problem] = service.diagnose('app/experiment.yaml');
    expect(problem?.message).toBe(`\`5d\` is no duration. ${consequence} Write \`120h\`.`);
  });
});

describe('a word where fields have to be', () => {
  it.each([
    ['metadata:\n  nam\n', ' If `nam` is a field, it needs a colon behind it.'],
    ['metadata: "nam"\n', ''],
  ])('is told with its colon when it may lack one: %s', (metadata, advice) => {
    const text = EXPERIMENT.replace('metadata:\n  name: shop\n', metadata);
    const problems = newService({ 'app/experiment.yaml': text }).diagnose('app/experiment.yaml');
    expect(problems.map(({ message }) => message)).toContain(
      `\`metadata\` must be an object (\`name: value\` lines), and this is text. The API server refuses the object.${advice}`,
    );
  });
});

describe('a patch', () => {
  it('lacks nothing, whether its name or a kustomization says that it is one', () => {
    const part = EXPERIMENT.replace('  duration: 20m\n', '').replace(/ {6}selector:\n.*\n.*\n/, '');
    expect(found({ 'app/patches/experiment.yaml': part }, { look: 'app/patches/experiment.yaml' })).not.toContain(
      'warning exp-never-ends',
    );
    const kustomization = 'resources: [../base]\npatches:\n  - path: experiment.yaml\n';
    expect(found({ 'app/experiment.yaml': part, 'app/kustomization.yaml': kustomization })).not.toContain(
      'warning exp-never-ends',
    );
  });
});

describe('pods that join a Service', () => {
  const service = 'apiVersion: v1\nkind: Service\nmetadata:\n  name: storefront\nspec:\n  selector:\n    app: shop\n';

  it('are told when the Service certainly is in their namespace', () => {
    const files = { 'app/experiment.yaml': EXPERIMENT, 'app/template.yaml': DEFAULT };
    expect(found({ ...files, 'app/service.yaml': service })).toEqual(['warning exp-pods-join-service']);
    expect(found({ ...files, 'other/service.yaml': service })).toEqual([]);
  });
});

describe('a Helm chart', () => {
  const experiment = `{{- if .Values.experiment.enabled }}
apiVersion: argoproj.io/v1alpha1
kind: Experiment
metadata:
  name: {{ include "shop.fullname" . }}-trial
  labels:
    {{- include "shop.labels" . | nindent 4 }}
spec:
  {{- with .Values.experiment.duration }}
  duration: {{ . }}
  {{- end }}
  templates:
    {{- range .Values.experiment.variants }}
    - name: {{ .name }}
      replicas: {{ .replicas | default 1 }}
      {{- if .service }}
      service: {}
      {{- end }}
      selector:
        matchLabels:
          {{- include "shop.selectorLabels" $ | nindent 10 }}
          variant: {{ .name }}
      template:
        metadata:
          labels:
            {{- include "shop.selectorLabels" $ | nindent 12 }}
            variant: {{ .name | quote }}
        spec:
          containers:
            - name: shop
              image: "{{ $.Values.image.repository }}:{{ .tag }}"
              resources:
                {{- toYaml $.Values.resources | nindent 16 }}
    {{- end }}
  analyses:
    - name: success-rate
      templateName: {{ include "shop.fullname" . }}-success-rate
      {{- if .Values.experiment.required }}
      requiredForCompletion: true
      {{- end }}
      args:
        - name: host
          value: "{{ .Values.host }}"
        - name: hash
          value: {{ "\\"{{templates.canary.podTemplateHash}}\\"" }}
{{- end }}
`;
  const analysis = `apiVersion: argoproj.io/v1alpha1
kind: AnalysisTemplate
metadata:
  name: {{ include "shop.fullname" . }}-success-rate
spec:
  args:
    - name: host
    - name: hash
  metrics:
    - name: success-rate
      interval: {{ .Values.analysis.interval }}
      count: {{ .Values.analysis.count }}
      successCondition: len(result) > 0 && result[0] >= {{ .Values.analysis.threshold }}
      provider:
        prometheus:
          address: {{ .Values.prometheus.address }}
          query: |
            sum(rate(requests_total{host="{{\`{{args.host}}\`}}", hash="{{ "{{args.hash}}" }}", code!~"5.."}[5m]))
`;

  it('is not what the cluster gets, and gives no problem', () => {
    const files = { 'shop/templates/experiment.yaml': experiment, 'shop/templates/analysis.yaml': analysis };
    for (const look of Object.keys(files)) expect(found(files, { look })).toEqual([]);
  });

  it('makes nobody else miss what it may hold', () => {
    const files = { 'shop/templates/analysis.yaml': analysis, 'app/experiment.yaml': EXPERIMENT };
    expect(found(files)).toEqual([]);
  });
});

describe('a kustomize tree', () => {
  const base = {
    'base/kustomization.yaml': 'resources:\n  - experiment.yaml\n  - template.yaml\n  - service.yaml\n',
    'base/experiment.yaml': EXPERIMENT,
    'base/template.yaml': DEFAULT,
    'base/service.yaml':
      'apiVersion: v1\nkind: Service\nmetadata:\n  name: other\nspec:\n  selector:\n    app: other\n',
  };
  const overlay = `apiVersion: argoproj.io/v1alpha1
kind: Experiment
metadata:
  name: shop
spec:
  duration: 1h
  analyses:
    - name: health
      templateName: health
      args:
        - name: host
          value: shop.prod.svc
`;

  it('gives no problem, in its base nor in its overlays', () => {
    const files = {
      ...base,
      'overlays/prod/kustomization.yaml':
        'namespace: prod\nnamePrefix: prod-\nresources: [../../base]\npatches:\n  - path: longer.yaml\n',
      'overlays/prod/longer.yaml': overlay,
      'overlays/dev/kustomization.yaml': 'namespace: dev\nresources: [../../base]\n',
    };
    for (const look of Object.keys(files)) expect(found(files, { look })).toEqual([]);
  });

  it('finds what is wrong in its base all the same', () => {
    const files = { ...base, 'base/template.yaml': HOST };
    expect(found(files, { look: 'base/experiment.yaml' })).toEqual(['error exp-arg-unresolved']);
  });
});
