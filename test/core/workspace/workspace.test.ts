import { describe, expect, it } from 'vitest';
import { mayHoldKnown, readFile, type SourceFile } from '../../../server/core/workspace/file.ts';
import { FileStore } from '../../../server/core/workspace/workspace.ts';

function store(files: Readonly<Record<string, string>>): FileStore {
  const result = new FileStore();
  for (const [uri, text] of Object.entries(files)) result.set(readFile(uri, text));
  return result;
}

function template(name: string, namespace?: string): string {
  const space = namespace === undefined ? '' : `\n  namespace: ${namespace}`;
  return `apiVersion: argoproj.io/v1alpha1\nkind: AnalysisTemplate\nmetadata:\n  name: ${name}${space}\nspec:\n  metrics: []\n`;
}

const SERVICE = 'apiVersion: v1\nkind: Service\nmetadata:\n  name: shop\nspec:\n  selector:\n    app: shop\n';

function urisOf(found: readonly { readonly file: { readonly uri: string } }[]): readonly string[] {
  return found.map(({ file }) => file.uri);
}

describe('what is read', () => {
  it('are our kinds, Services and Secrets of the core, and kustomizations', () => {
    expect(mayHoldKnown('a.yaml', template('x'))).toBe(true);
    expect(mayHoldKnown('a.yaml', SERVICE)).toBe(true);
    expect(mayHoldKnown('a.yaml', 'kind: "Secret"\n')).toBe(true);
    expect(mayHoldKnown('base/kustomization.yaml', 'resources: []\n')).toBe(true);
    expect(mayHoldKnown('a.yaml', 'kind: ServiceAccount\n')).toBe(false);
    expect(mayHoldKnown('a.yaml', 'kind: Deployment\nspec:\n  kind: Service\n')).toBe(false);
  });

  it('can be looked up by kind, and is not one of ours for that', () => {
    const files = store({ 'a.yaml': SERVICE, 'b.yaml': SERVICE.replace('v1', 'serving.knative.dev/v1') });
    expect(urisOf(files.definitions('Service'))).toEqual(['a.yaml']);
    expect(urisOf(files.documents('Deployment'))).toEqual([]);
  });
});

describe('a file on which work fails', () => {
  const fails = (uri: string, what: 'documents' | 'place'): SourceFile => {
    const file = readFile(uri, template('broken'));
    return new Proxy(file, {
      get: (target, key) => {
        if (key === what) throw new Error(`no ${what}`);
        return Reflect.get(target, key);
      },
    });
  };

  it.each([
    ['a.yaml', 'documents'],
    ['z.yaml', 'place'],
    ['kustomization.yaml', 'documents'],
  ] as const)('harms itself alone, and the log says why: %s', (uri, what) => {
    const failed: string[] = [];
    const files = new FileStore((at, error) => failed.push(`${at}: ${error}`));
    files.tell('b.yaml', template('x'));
    files.set(fails(uri, what));
    files.tell('c.yaml', template('y'));
    expect(urisOf(files.analysisTemplates('x', false, undefined))).toEqual(['b.yaml']);
    expect(urisOf(files.analysisTemplates('y', false, undefined))).toEqual(['c.yaml']);
    expect(new Set(failed)).toEqual(new Set([`${uri}: Error: no ${what}`]));
  });

  it('is known to be there, without what it said before', () => {
    const failed: string[] = [];
    const files = new FileStore((at, error) => failed.push(`${at}: ${error}`));
    files.set(fails('a.yaml', 'documents'));
    files.tell('a.yaml', template('x'));
    expect(failed).toEqual(['a.yaml: Error: no documents']);
    expect(files.hasFile('a.yaml')).toBe(true);
    expect(files.definitions('AnalysisTemplate')).toEqual([]);
  });

  it('is a failure for whoever has no log', () => {
    const files = new FileStore();
    files.set(fails('a.yaml', 'documents'));
    expect(() => files.definitions('AnalysisTemplate')).toThrow('no documents');
  });
});

describe('what is looked up', () => {
  it('does not depend on which file was told first', () => {
    const uris = ['c.yaml', 'a.yaml', 'b.yaml'];
    const files = store(Object.fromEntries(uris.map(uri => [uri, template('x')])));
    expect(urisOf(files.definitions('AnalysisTemplate'))).toEqual(['a.yaml', 'b.yaml', 'c.yaml']);
    expect(urisOf(files.analysisTemplates('x', false, undefined))).toEqual(['a.yaml', 'b.yaml', 'c.yaml']);
    expect(files.files().map(({ uri }) => uri)).toEqual(['a.yaml', 'b.yaml', 'c.yaml']);
  });
});

describe('templates of one name', () => {
  it('are those of the namespace, else those without one', () => {
    const files = store({ 'a.yaml': template('x', 'shop'), 'b.yaml': template('x'), 'c.yaml': template('x', 'other') });
    expect(urisOf(files.analysisTemplates('x', false, 'shop'))).toEqual(['a.yaml']);
    expect(urisOf(files.analysisTemplates('x', false, 'elsewhere'))).toEqual(['b.yaml']);
    expect(urisOf(files.analysisTemplates('x', true, 'shop'))).toEqual([]);
  });

  it('are those of the same file, else of the same folder, else all', () => {
    const files = store({ 'dev/a.yaml': template('x'), 'dev/b.yaml': template('x'), 'prod/a.yaml': template('x') });
    expect(urisOf(files.analysisTemplates('x', false, undefined, 'dev/b.yaml'))).toEqual(['dev/b.yaml']);
    expect(urisOf(files.analysisTemplates('x', false, undefined, 'prod/c.yaml'))).toEqual(['prod/a.yaml']);
    expect(urisOf(files.analysisTemplates('x', false, undefined, 'c.yaml'))).toEqual([
      'dev/a.yaml',
      'dev/b.yaml',
      'prod/a.yaml',
    ]);
  });

  it('are not patches, whether a name or a kustomization says so', () => {
    const files = store({
      'base/a.yaml': template('x'),
      'prod/patches/a.yaml': template('x'),
      'prod/longer.yaml': template('x'),
      'prod/kustomization.yaml': 'resources: [../base]\npatches:\n  - path: longer.yaml\n',
    });
    expect(urisOf(files.analysisTemplates('x', false, undefined, 'prod/b.yaml'))).toEqual(['base/a.yaml']);
    expect(urisOf(files.documents('AnalysisTemplate'))).toHaveLength(3);
  });

  it('are found again when a file changes or goes', () => {
    const files = store({ 'a.yaml': template('x') });
    files.set(readFile('a.yaml', template('y')));
    expect(urisOf(files.analysisTemplates('x', false, undefined))).toEqual([]);
    expect(urisOf(files.analysisTemplates('y', false, undefined))).toEqual(['a.yaml']);
    files.delete('a.yaml');
    expect(urisOf(files.analysisTemplates('y', false, undefined))).toEqual([]);
  });
});

describe('names', () => {
  it('are known when every file says them', () => {
    expect(store({ 'a.yaml': template('x') }).knowsNames('AnalysisTemplate')).toBe(true);
  });

  it('are unknown where another tool makes them', () => {
    const helm = template('{{ .Release.Name }}');
    expect(store({ 'a.yaml': helm }).knowsNames('AnalysisTemplate')).toBe(false);
    expect(store({ 'a.yaml': helm }).knowsNames('ClusterAnalysisTemplate')).toBe(true);
    const listed =
      '{{- range .Values.checks }}\napiVersion: argoproj.io/v1alpha1\nkind: AnalysisTemplate\n{{- end }}\n';
    expect(store({ 'a.yaml': listed }).knowsNames('AnalysisTemplate')).toBe(false);
  });

  it('are unknown in what a kustomization prefixes, however it comes to it, and nowhere else', () => {
    const files = {
      'app/base/a.yaml': template('x'),
      'app/base/kustomization.yaml': 'resources: [./a.yaml]\n',
      'app/prod/kustomization.yaml': 'namePrefix: prod-\nresources:\n  - ../base/\n',
    };
    expect(store(files).knowsNames('AnalysisTemplate')).toBe(false);
    const others = { ...files, 'app/prod/kustomization.yaml': 'resources: [../base]\n' };
    expect(store(others).knowsNames('AnalysisTemplate')).toBe(true);
    expect(store({ ...others, 'x/kustomization.yaml': 'nameSuffix: -v2\n' }).knowsNames('AnalysisTemplate')).toBe(true);
  });

  it('end in kustomizations that take in each other', () => {
    const files = store({
      'a/kustomization.yaml': 'namePrefix: a-\nresources: [../b]\n',
      'b/kustomization.yaml': 'resources: [../a, x.yaml]\n',
      'b/x.yaml': template('x'),
    });
    expect(files.knowsNames('AnalysisTemplate')).toBe(false);
  });
});

describe('the namespace', () => {
  it('is that of the file, unless a kustomization sets one', () => {
    const files = store({
      'a/x.yaml': template('x', 'shop'),
      'b/x.yaml': template('x', 'shop'),
      'b/kustomization.yaml': 'namespace: prod\nresources: [x.yaml]\n',
    });
    expect(files.definitions('AnalysisTemplate').map(at => files.namespaceOf(at))).toEqual(['shop', undefined]);
  });
});
