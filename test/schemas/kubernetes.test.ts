import { describe, expect, it } from 'vitest';
import { buildLanguage } from '../../schemas/build.ts';

const { definitions } = buildLanguage();

describe('the Kubernetes part', () => {
  it('has texts for every field, with the page that says more as link', () => {
    const container = definitions['kubernetes.Container']?.properties ?? {};
    expect(container.image).toEqual({
      type: 'string',
      description: expect.stringMatching(/^Container image name\./),
      link: 'https://kubernetes.io/docs/concepts/containers/images',
      examples: ['nginx:1.29'],
    });
    for (const [name, definition] of Object.entries(definitions)) {
      if (!name.startsWith('kubernetes.')) continue;
      for (const [key, field] of Object.entries(definition.properties ?? {})) {
        const text = field.description ?? (field.ref === undefined ? undefined : definitions[field.ref]?.description);
        expect([name, key, text]).toEqual([name, key, expect.stringMatching(/\w/)]);
        expect([name, key, text]).not.toEqual([name, key, expect.stringContaining('More info:')]);
      }
    }
  });

  it('puts first what people write first', () => {
    expect(Object.keys(definitions['kubernetes.Container']?.properties ?? {}).slice(0, 5)).toEqual([
      'name',
      'image',
      'imagePullPolicy',
      'command',
      'args',
    ]);
    expect(Object.keys(definitions['kubernetes.ObjectMeta']?.properties ?? {}).slice(0, 3)).toEqual([
      'name',
      'namespace',
      'labels',
    ]);
  });

  it('knows quantities, integers or strings, times, maps and lists', () => {
    const field = (name: string, key: string) => definitions[`kubernetes.${name}`]?.properties?.[key];
    expect(field('PodSpec', 'overhead')?.additionalProperties).toEqual({ ref: 'quantity' });
    expect(definitions.quantity).toMatchObject({ type: 'int-or-string', format: 'quantity' });
    expect(field('HTTPGetAction', 'port')).toMatchObject({ type: 'int-or-string' });
    expect(field('ObjectMeta', 'creationTimestamp')).toMatchObject({
      type: 'string',
      format: 'date-time',
      status: true,
    });
    expect(field('LabelSelector', 'matchLabels')).toMatchObject({
      type: 'object',
      additionalProperties: { type: 'string' },
    });
    expect(field('Container', 'command')).toMatchObject({ type: 'array', items: { type: 'string' } });
    expect(field('Container', 'ports')).toMatchObject({
      items: { ref: 'kubernetes.ContainerPort' },
      listMapKeys: ['containerPort', 'protocol'],
    });
  });
});
