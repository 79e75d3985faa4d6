import { describe, expect, it } from 'vitest';
import { nodeId, parentId, parseNodeId } from '../../../client/experiments/view/node-id.ts';
import { fc } from '../../support/properties.ts';

describe('ids of rows', () => {
  it('say what the row shows', () => {
    expect(nodeId({ source: 'rehearsals', experiment: 'r2', template: 'canary', pod: 'canary-x7k2p' })).toBe(
      'rehearsals/r2/template/canary/pod/canary-x7k2p',
    );
    expect(nodeId({ source: 'a/b', experiment: '100%', analysis: 'x%2Fy' })).toBe('a%2Fb/100%25/analysis/x%252Fy');
  });

  it('come back from any name, half a surrogate pair and the empty one too', () => {
    const name = fc.string({ unit: fc.constantFrom('a', '/', '%', '2', 'F', '5', ' ', '\ud800', '$(x)') });
    fc.assert(
      fc.property(name, name, name, name, (source, experiment, template, pod) => {
        for (const path of [{ source }, { source, experiment }, { source, experiment, template, pod }]) {
          expect(parseNodeId(nodeId(path))).toEqual(path);
        }
        const analysis = { source, experiment, analysis: pod };
        const metric = { ...analysis, metric: template };
        for (const path of [
          analysis,
          metric,
          { ...metric, measurement: 7 },
          { ...metric, earlier: true },
          { ...metric, earlier: true, measurement: 7 },
        ]) {
          expect(parseNodeId(nodeId(path))).toEqual(path);
        }
      }),
    );
  });

  it('know the row above', () => {
    expect(parentId('s/e/template/t/pod/p')).toBe('s/e/template/t');
    expect(parentId('s/e/template/t')).toBe('s/e');
    expect(parentId('s/e/analysis/a')).toBe('s/e');
    expect(parentId('s/e/analysis/a/metric/m/measurement/3')).toBe('s/e/analysis/a/metric/m');
    expect(parentId('s/e/analysis/a/metric/m/earlier/measurement/3')).toBe('s/e/analysis/a/metric/m/earlier');
    expect(parentId('s/e/analysis/a/metric/m/earlier')).toBe('s/e/analysis/a/metric/m');
    expect(parentId('s/e/analysis/a/metric/m')).toBe('s/e/analysis/a');
    expect(parentId('s/e')).toBe('s');
    expect(parentId('s')).toBeUndefined();
  });

  it.each([
    's/e/what/x',
    's/e/template',
    's/e/template/t/pod',
    's/e/analysis/a/b',
    's/e/analysis/a/metric',
    's/e/analysis/a/metric/m/measurement/x',
    's/e/analysis/a/metric/m/measurement/1/x',
    's/e/analysis/a/metric/m/later',
    's/e/template/t/pod/p/q',
  ])('are told from what is none: %s', text => {
    expect(parseNodeId(text)).toBeUndefined();
  });
});
