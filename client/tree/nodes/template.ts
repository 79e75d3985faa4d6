/** `canary   1/2 available · ImagePullBackOff` */
import type { L10n } from '../../experiments/values/l10n.ts';
import { lookOfTemplate } from '../../experiments/view/phase.ts';
import type { TemplateView } from '../../experiments/view/view.ts';
import type { Row } from './row.ts';

export function templateRow(view: TemplateView, l10n: L10n): Row {
  const description = state(view, l10n);
  return {
    kind: 'template',
    label: view.name,
    description,
    tooltip: tooltip(view, l10n),
    look: lookOfTemplate(view.phase),
    spoken: [l10n.t('template'), view.phase, ...description].filter(part => part !== ''),
    actions: [],
    opens: view.pods.length === 0 ? 'none' : 'collapsed',
  };
}

function state(view: TemplateView, l10n: L10n): readonly string[] {
  const service = view.service?.present === true ? [l10n.t('Service {0}', view.service.name)] : [];
  const count = l10n.t('{0}/{1} available', view.available, view.replicas);
  switch (view.phase) {
    case '':
      return [l10n.t('not created yet')];
    case 'Failed':
    case 'Error':
      return [view.phase, view.replicas === 0 ? '' : count, view.message];
    case 'Successful':
      return [view.phase, view.pods.length === 0 ? l10n.t('pods are gone') : count, ...service];
    case 'Progressing':
    case 'Running':
      return [count, waitingReason(view), ...service];
  }
}

/** Why the first pod that is held up does not start; empty: none is. */
function waitingReason({ pods }: TemplateView): string {
  return pods.find(pod => pod.phase === 'Waiting')?.reason ?? '';
}

function tooltip(view: TemplateView, l10n: L10n): readonly string[] {
  return [
    l10n.t('Template {0}', view.name),
    view.phase === '' ? l10n.t('No phase yet') : l10n.t('Phase: {0}', view.phase),
    view.message,
    l10n.t('ReplicaSet {0}: {1} wanted, {2} available', view.replicaSet, view.replicas, view.available),
    serviceLine(view, l10n),
  ].filter(line => line !== '');
}

function serviceLine({ service }: TemplateView, l10n: L10n): string {
  if (service === undefined) return l10n.t('No Service');
  return service.present
    ? l10n.t('Service {0}', service.name)
    : l10n.t('Service {0}: not there while no pods are wanted', service.name);
}
