import { expect } from 'vitest';
import { analysis, analysisTemplate, experiment as experimentOf, file, pods, required, web } from '../documents.ts';
import { experiment, type Scenario, templateStatuses } from '../scenario.ts';
import { isCompleted } from '../seen.ts';
import { mapIn } from '../stage.ts';

const port = { ports: [{ containerPort: 80 }] };
const twoPorts = { ports: [{ containerPort: 80 }, { containerPort: 81 }] };

/** Services that templates ask for. */
export const services: readonly Scenario[] = [
  {
    name: 'service-named',
    title: 'a Service gets its own name, the ReplicaSet labels as selector and every port',
    async play({ stage, seen }) {
      const named = {
        ports: [
          { name: 'http', containerPort: 80 },
          { name: 'dns', containerPort: 53, protocol: 'UDP' },
        ],
      };
      await stage.apply(
        file(
          experimentOf({
            duration: '3s',
            templates: [pods('a', { template: { service: { name: 'front' } }, container: named })],
          }),
        ),
      );
      await stage.until('the Service is made', () => seen.exists('Service/front'));
      await stage.until(
        'the status tells',
        () => seen.value(experiment, 'status.templateStatuses[a].serviceName') === 'front',
      );
      const hash = mapIn(seen, 'ReplicaSet/e-a', 'metadata', 'labels', 'rollouts-pod-template-hash');
      expect(mapIn(seen, 'Service/front', 'spec', 'selector')).toEqual({
        app: 'a',
        'rollouts-pod-template-hash': hash,
      });
      expect(mapIn(seen, 'Service/front', 'spec', 'ports')).toEqual([
        { name: 'http', protocol: 'TCP', port: 80, targetPort: 80 },
        { name: 'dns', protocol: 'UDP', port: 53, targetPort: 53 },
      ]);
      expect(seen.value(experiment, 'status.templateStatuses[a].podTemplateHash')).toBe(hash);
    },
  },
  {
    name: 'service-without-ports',
    title: 'a Service for containers without ports is never made, without a word',
    async play({ stage, seen }) {
      await stage.apply(file(experimentOf({ duration: '1s', templates: [pods('a', { template: { service: {} } })] })));
      await stage.until('it has ended', () => isCompleted(seen.phase(experiment)));
      expect(seen.phase(experiment)).toBe('Successful');
      expect(seen.names('Service')).toEqual([]);
    },
  },
  {
    name: 'service-name-taken',
    title: 'a Service of that name that is not ours is an Error and stays',
    async play({ stage, seen }) {
      await stage.apply(
        file(
          {
            apiVersion: 'v1',
            kind: 'Service',
            metadata: { name: 'e-a' },
            spec: { selector: { app: 'z' }, ports: [{ port: 80 }] },
          },
          experimentOf({
            scaleDownDelaySeconds: 5,
            templates: [pods('a', { template: { service: {} }, container: port })],
          }),
        ),
      );
      await stage.until('it has ended', () => isCompleted(seen.phase(experiment)));
      // its pods start for scaleDownDelaySeconds, unless the scaling met a conflict; the other Service is left alone in any case
      await stage.stays('the other Service is there', () => seen.exists('Service/e-a'), 6);
      const message = `Failed to create Service e-a for template 'a': service e-a already exists and is not owned by experiment template a`;
      expect(seen.phase(experiment)).toBe('Error');
      expect(seen.message(experiment)).toBe(message);
    },
  },
  {
    name: 'service-ports-unnamed',
    title: 'a Service with two ports that have no name is refused: Error',
    async play({ stage, seen }) {
      await stage.apply(
        file(experimentOf({ templates: [pods('a', { template: { service: {} }, container: twoPorts })] })),
      );
      await stage.until('it has ended', () => isCompleted(seen.phase(experiment)));
      expect(seen.phase(experiment)).toBe('Error');
      expect(seen.message(experiment)).toEqual(
        expect.stringContaining(
          `Failed to create Service e-a for template 'a': cannot create service: Service "e-a" is invalid: [spec.ports[0].name: Required value`,
        ),
      );
    },
  },
  {
    name: 'service-one-name-twice',
    title: 'two templates with one Service name: the second is an Error and the Service goes',
    async play({ stage, seen }) {
      const shared = { template: { service: { name: 'front' } }, container: port };
      await stage.apply(
        file(experimentOf({ scaleDownDelaySeconds: 1, templates: [pods('a', shared), pods('b', shared)] })),
      );
      await stage.until('it has ended', () => isCompleted(seen.phase(experiment)));
      await stage.until('the first template has ended', () => templateStatuses(seen, 'a').at(-1) === 'Successful');
      await stage.until('the Service came and went', () => seen.values('Service/front', 'exists').at(-1) === null);
      expect(seen.phase(experiment)).toBe('Error');
      expect(templateStatuses(seen, 'b').at(-1)).toBe('Error');
      expect(templateStatuses(seen, 'a').at(-1)).toBe('Successful');
    },
  },
  {
    name: 'service-gone-before-the-end',
    title: 'the Service goes with the pods while a required run still measures',
    async play({ stage, seen }) {
      await stage.apply(
        file(
          analysisTemplate('x', [web('x', [1], { interval: '3s', count: 6 })]),
          experimentOf({
            duration: '2s',
            scaleDownDelaySeconds: 1,
            templates: [pods('a', { template: { service: {} }, container: port })],
            analyses: [analysis('x', required)],
          }),
        ),
      );
      await stage.until('the Service came and went', () => seen.values('Service/e-a', 'exists').at(-1) === null);
      expect([seen.phase(experiment), seen.phase('AnalysisRun/e-x')]).toEqual(['Running', 'Running']);
      await stage.until('it has ended', () => isCompleted(seen.phase(experiment)));
      expect(seen.phase(experiment)).toBe('Successful');
    },
  },
];
