/** Whose braces a document holds, and how much of it is known before that tool has run. */

import { describe, expect, it } from 'vitest';
import { type FilePlace, readTemplating } from '../../../server/core/templating/read.ts';
import { stringAt, valueAt } from '../../../server/core/yaml/node.ts';
import { scalarsIn } from '../../../server/core/yaml/scalars.ts';
import { seedFrom } from '../../support/seed.ts';

const HEAD = 'apiVersion: argoproj.io/v1alpha1\nkind: Experiment\nmetadata:\n  name: shop\n';

/** `tool: what is unknown`; undefined: it is no template. */
function read(text: string, place: FilePlace = 'elsewhere'): string | undefined {
  const { templating, yaml } = readTemplating(text, place);
  // A placeholder without quotes is a problem of its own.
  expect(yaml.problems.filter(({ code }) => code !== 'PLACEHOLDER')).toEqual([]);
  return templating && `${templating.tool}: ${templating.unknown}`;
}

describe('in the templates of a chart', () => {
  it.each([
    ['nothing of Helm', 'spec: {}\n', undefined],
    ['a placeholder that Helm takes for its own', 'spec:\n  query: up{x="{{args.x}}"}\n', 'helm: values'],
    ['a comment above all', '{{/* Copyright */}}\nspec: {}\n', 'helm: nothing'],
    ['a comment with braces in it', '{{- /* {{ x }} */ -}}\nspec: {}\n', 'helm: nothing'],
    ['a variable that is set', '{{- $name := "x" }}\nspec: {}\n', 'helm: nothing'],
    ['a document that is written or not', '{{- if .Values.on }}\nspec: {}\n{{- end }}\n', 'helm: nothing'],
    ['placeholders that are written out', 'spec:\n  query: up{x="{{`{{args.x}}`}}"}\n', 'helm: nothing'],
    ['a placeholder in parts', 'spec:\n  query: up{x="{{ "{{" }}args.x{{ "}}" }}"}\n', 'helm: nothing'],
    ['a placeholder where YAML expects a value', 'spec:\n  value: {{ "{{args.x}}" }}\n', 'helm: values'],
    ['values', 'metadata:\n  name: {{ printf "%s-x" .Release.Name }}\n', 'helm: values'],
    ['a value in quotes of its own', `spec:\n  a: "{{ include "x" . }}-{{ '}' }}"\n`, 'helm: values'],
    ['a line of its own in a text', 'spec:\n  query: |\n    {{ .Values.query }}\n', 'helm: values'],
    ['lines that come or not', 'spec:\n  {{- if .Values.x }}\n  a: b\n  {{- end }}\n  c: d\n', 'helm: structure'],
    ['lines from elsewhere', 'spec:\n  {{- include "spec" . | nindent 2 }}\n', 'helm: structure'],
    ['a field that comes or not', 'spec:\n  {{ if .Values.x }}a: b{{ end }}\n  c: d\n', 'helm: structure'],
    ['an action that is not closed', 'spec:\n  a: {{ .Values.x\n  c: d\n', 'helm: values'],
  ])('%s', (_, text, expected) => {
    expect(read(text, 'chart')).toBe(expected);
    expect(read(text.replaceAll('\n', '\r\n'), 'chart')).toBe(expected);
  });

  it('reads what is around an action, and keeps the action in its text', () => {
    const text =
      'spec:\n  a: x-{{ .Values.a | quote }}\n  b: "{{ include "b" . }}"\n  c: |\n    one {{ .c }}\n    two\n';
    const { root } = readTemplating(text, 'chart').yaml;
    expect(stringAt(root, 'spec', 'a')).toBe('x-{{ .Values.a | quote }}');
    expect(stringAt(root, 'spec', 'b')).toBe('{{ include "b" . }}');
    expect(stringAt(root, 'spec', 'c')).toBe('one {{ .c }}\ntwo\n');
    for (const { text: own, range } of scalarsIn(root)) {
      if (own.includes('{{') && !own.includes('\n')) expect(text.slice(range.start, range.end)).toContain(own);
    }
  });

  it('takes a number that a template writes for a number', () => {
    const { root } = readTemplating('spec:\n  count: {{ 5 }}\n  limit: "{{ 5 }}"\n', 'chart').yaml;
    expect([valueAt(root, 'spec', 'count'), valueAt(root, 'spec', 'limit')]).toMatchObject([
      { value: 5 },
      { value: '5' },
    ]);
  });
});

describe('outside of charts', () => {
  it.each([
    ['placeholders of Argo', 'value: "{{args.x}} {{ templates.a.podTemplateHash }}"', undefined],
    ['a placeholder without quotes', 'value: {{args.x}}', undefined],
    ['braces in texts', 'metadata: {annotations: {note: "{{ end }}", owner: "{{.release-name}}"}}', undefined],
    ['braces of another tool in metrics', 'spec: {metrics: [{name: "{{ x }}"}]}', undefined],
    ['what Helm would write, in a text', 'spec: {query: "{{`{{ args.x }}`}}"}', undefined],
    ['names that only Helm has', 'spec: {address: "{{ .Values.address }}"}', 'helm: values'],
    ['a block of Helm', 'spec:\n  {{- toYaml .Values.spec | nindent 2 }}\n', 'helm: structure'],
    ['a name from another tool', 'metadata: {name: "{{ app }}"}', 'other: values'],
    ['a label from another tool', 'metadata: {labels: {app: "{{ app }}"}}', 'other: values'],
    ['bare braces', 'metadata:\n  name: {{app_name}}\n', 'other: values'],
    ['sections of Mustache', 'spec:\n{{#steps}}\n  - {{.}}\n{{/steps}}\n', 'other: structure'],
    ['blocks of Jinja', 'spec:\n{% if x %}\n  a: b\n{% endif %}\n  c: {{ c }}\n', 'jinja: structure'],
    ['a comment of Jinja', '{# note #}\nspec: {}\n', 'jinja: nothing'],
    ['Backstage', 'metadata:\n  name: ${{ values.name }}\n', 'backstage: values'],
    ['Terraform', 'spec:\n%{ for x in xs ~}\n  - ${x}\n%{ endfor ~}\n', 'terraform: structure'],
    ['ERB', 'metadata:\n  name: <%= name %>\n', 'erb: values'],
    ['Go with other delimiters', 'spec:\n  [[- if .x ]]\n  a: b\n  [[- end ]]\n  c: d\n', 'other: structure'],
  ])('%s', (_, text, expected) => {
    expect(read(text)).toBe(expected);
  });

  it('takes the resource of a kustomization as it is, unless YAML cannot read it', () => {
    expect(read('spec: {address: "{{ .Values.address }}"}', 'kustomization')).toBeUndefined();
    expect(read('metadata: {name: "{{ app }}"}', 'kustomization')).toBeUndefined();
    expect(read('metadata:\n  name: {{ app }}\n', 'kustomization')).toBe('other: values');
  });

  it('takes what a cluster has as it is', () => {
    expect(read('spec: {address: "{{ .Values.address }}"}', 'cluster')).toBeUndefined();
  });
});

describe('words that a pipeline replaces', () => {
  it.each([
    'name: __NAME__',
    'name: <name>',
    'name: <your service>',
    'name: #{NAME}',
    'name: "#{NAME}#"',
    'name: @@NAME@@',
    'name: @name@',
    'name: %NAME%',
    'name: ((name))',
    'name: [[name]]',
    'name: $$name$$',
    'name: $(NAME)',
    'name: SERVICE_NAME',
    'name: shop-__NAME__-x',
    'name: ...',
    'name: "..."',
  ])('%s is a text that is not known', line => {
    const text = `${HEAD}spec:\n  ${line}\n`;
    const { yaml, tokens, templating } = readTemplating(text, 'elsewhere');
    const found = tokens?.map(({ start, end }) => text.slice(start, end)) ?? [];
    expect(templating).toBeUndefined();
    expect(yaml.problems).toEqual([]);
    expect(found).toHaveLength(1);
    expect(stringAt(yaml.root, 'spec', 'name')).toContain(found[0]);
  });

  it.each([
    'query: rate(x{__name__=~"a.*"}[5m]) % 2 > 1 and y < 3',
    'condition: result < 5 && x > 3',
    'date: date +%Y%m%d',
    'curl: curl -w %{http_code} $((1 + 2))',
    'list: [[1, 2], [3]]',
    'key: value # {comment}',
    'env: [{name: HOME}]',
    'text: and so on ...',
    'text: ... and so on',
  ])('%s holds none', line => {
    const { tokens, yaml } = readTemplating(`spec:\n  ${line}\n`, 'elsewhere');
    expect(tokens).toBeUndefined();
    expect(yaml.problems).toEqual([]);
  });
});

describe('any text', () => {
  it('is read, whatever is not closed in it', () => {
    const parts = [
      '{{',
      '}}',
      '{%',
      '%}',
      '${{',
      '%{ if',
      '[[ .',
      '<%',
      '"',
      '`',
      '/*',
      '*/',
      '\n',
      '  ',
      'a: ',
      '- ',
      '|',
      '#',
    ];
    let seed = seedFrom(7);
    const next = (): number => {
      seed = (seed * 1103515245 + 12345) % 2147483648;
      return seed;
    };
    for (let i = 0; i < 3000; i++) {
      const text = Array.from({ length: 1 + (next() % 12) }, () => parts[next() % parts.length]).join('');
      for (const place of ['chart', 'elsewhere', 'kustomization'] as const) {
        const { templating } = readTemplating(text, place);
        let end = 0;
        for (const { range } of templating?.marks ?? []) {
          expect(range.start).toBeGreaterThanOrEqual(end);
          expect(range.end).toBeGreaterThan(range.start);
          end = range.end;
        }
        expect(end).toBeLessThanOrEqual(text.length);
      }
    }
  });

  it('takes time in proportion to its length', () => {
    const long = '{{ /* '.repeat(30_000) + '{{ "'.repeat(30_000) + '{{ .x }}: a\n'.repeat(20_000);
    expect(readTemplating(long, 'chart').templating?.marks.length).toBeGreaterThan(20_000);
  });
});
