import { describe, expect, it } from 'vitest';
import { buildLanguage } from '../../schemas/build.ts';
import { toJsonSchema } from '../../server/core/schema/json-schema.ts';
import type { ArgoVersion } from '../../server/core/schema/schema.ts';
import { compile, places } from './ajv-verdict.ts';
import { kinds } from './facts.ts';

const language = buildLanguage();

describe('a kind as JSON Schema', () => {
  it.each(kinds)('%s is one self-contained draft 07 schema', kind => {
    const schema = toJsonSchema(language, kind, '1.10');
    const text = JSON.stringify(schema);
    const refs = [...text.matchAll(/"\$ref":"#\/definitions\/([^"]+)"/g)].map(([, name]) => name);
    expect(schema?.$schema).toBe('http://json-schema.org/draft-07/schema#');
    expect(refs.filter(name => !text.includes(`"${name}":{`))).toEqual([]);
    expect(text).not.toContain('"ref"');
    expect(() => compile(schema)).not.toThrow();
  });

  it('knows no other kind', () => {
    expect(toJsonSchema(language, 'Deployment', '1.10')).toBeUndefined();
  });

  it('leaves out the fields of later releases', () => {
    const metric = { name: 'm', consecutiveSuccessLimit: 2, provider: { web: { url: 'http://x' } } };
    const template = {
      apiVersion: 'argoproj.io/v1alpha1',
      kind: 'AnalysisTemplate',
      metadata: { name: 'a' },
      spec: { metrics: [metric] },
    };
    expect(places(compile(toJsonSchema(language, 'AnalysisTemplate', '1.8')), template)).toEqual([]);
    expect(places(compile(toJsonSchema(language, 'AnalysisTemplate', '1.7')), template)).toEqual([
      '/spec/metrics/0/consecutiveSuccessLimit',
    ]);
  });

  it('asks for kayenta scope times up to 1.8', () => {
    const scope = { scope: 's', region: 'r', step: 60 };
    const provider = { kayenta: { scopes: [{ name: 'default', controlScope: scope, experimentScope: scope }] } };
    const template = {
      apiVersion: 'argoproj.io/v1alpha1',
      kind: 'AnalysisTemplate',
      metadata: {},
      spec: { metrics: [{ name: 'm', provider }] },
    };
    const missing = (version: ArgoVersion) =>
      places(compile(toJsonSchema(language, 'AnalysisTemplate', version)), template).filter(place =>
        place.includes('Scope'),
      );
    const at = (side: string, field: string) => `/spec/metrics/0/provider/kayenta/scopes/0/${side}/${field}`;
    expect(missing('1.8')).toEqual(
      ['controlScope', 'experimentScope'].flatMap(side => [at(side, 'end'), at(side, 'start')]),
    );
    expect(missing('1.9')).toEqual([]);
  });

  it('says what each field does, for plain text and Markdown', () => {
    const schema = toJsonSchema(language, 'Experiment', '1.10');
    const spec = property(property(schema, 'properties'), 'spec');
    expect(property(property(spec, 'properties'), 'duration')).toEqual({
      type: 'string',
      description: expect.stringMatching(/^How long the experiment runs.*\nLeft out: .*\nTrap: /),
      markdownDescription: expect.stringContaining(
        '[Documentation](https://argo-rollouts.readthedocs.io/en/stable/features/experiment/)',
      ),
      examples: ['20m', '1h30m'],
    });
  });
});

function property(value: unknown, key: string): unknown {
  return typeof value === 'object' && value !== null
    ? Object.entries(value).find(([name]) => name === key)?.[1]
    : undefined;
}
