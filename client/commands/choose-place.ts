/** Which context and which namespace: a person chooses, then it is connected. */
import type { ClusterPlace, ContextChoice } from '../experiments/ports/clusters.ts';
import { nodeId, parseNodeId } from '../experiments/view/node-id.ts';
import type { Choice } from '../ui/ask.ts';
import { type Parts, tellFailure } from './command.ts';

/** The place of a row, or of any row below it. */
export function placeAt({ clusters }: Pick<Parts, 'clusters'>, row: unknown): ClusterPlace | undefined {
  const source = typeof row === 'string' ? parseNodeId(row)?.source : undefined;
  return clusters.places.find(place => place.source.id === source);
}

/** The id of its row. */
export function rowOf({ source }: ClusterPlace): string {
  return nodeId({ source: source.id });
}

/** `undefined`: turned away, or it could not be done, which the person has been told. */
export async function choosePlace(parts: Parts): Promise<ClusterPlace | undefined> {
  const context = await chooseContext(parts);
  return context === undefined ? undefined : await choosePlaceIn(parts, context.name, context.namespace);
}

async function chooseContext(parts: Parts): Promise<ContextChoice | undefined> {
  const { ask, tell, clusters, l10n } = parts;
  const config = await clusters.contexts();
  if (!config.ok) {
    await tellFailure(parts, config.failure);
    return undefined;
  }
  const { contexts, currentContext, files } = config.value;
  if (contexts.length === 0) {
    await tell.say('info', l10n.t('The kubeconfig {0} has no context.', files.join(', ')));
    return undefined;
  }
  const isCurrent = ({ name }: ContextChoice) => name === currentContext;
  const ordered = [...contexts.filter(isCurrent), ...contexts.filter(context => !isCurrent(context))];
  return await ask.choose({
    title: l10n.t('Connect to a Cluster'),
    placeholder: l10n.t('Which context?'),
    choices: ordered.map(context => ({
      label: context.name,
      description: [context.server, context.user, isCurrent(context) ? l10n.t('current') : '']
        .filter(part => part !== '')
        .join(' · '),
      icon: 'cloud',
      value: context,
    })),
  });
}

/** An answer to "Which namespace?". */
type NamespaceChoice = { readonly kind: 'one'; readonly name: string } | { readonly kind: 'all' | 'other' };

export async function choosePlaceIn(parts: Parts, context: string, own = 'default'): Promise<ClusterPlace | undefined> {
  const { ask, clusters, progress, l10n } = parts;
  const listed = await progress.during(() => clusters.namespaces(context));
  // Whoever may not list them may know one all the same.
  if (!listed.ok && listed.failure.kind !== 'forbidden') {
    await tellFailure(parts, listed.failure);
    return undefined;
  }
  const names = (listed.ok ? listed.value : []).filter(name => name !== own);
  const title = l10n.t('Connect to {0}', context);
  const choice = await ask.choose<NamespaceChoice>({
    title,
    placeholder: listed.ok ? l10n.t('Which namespace?') : l10n.t('Which namespace? They may not be listed here.'),
    choices: [
      { label: own, description: l10n.t('of the context'), value: { kind: 'one', name: own } },
      { label: l10n.t('All namespaces'), icon: 'globe', value: { kind: 'all' } },
      ...names.map((name): Choice<NamespaceChoice> => ({ label: name, value: { kind: 'one', name } })),
      { label: l10n.t('Another namespace…'), icon: 'edit', value: { kind: 'other' } },
    ],
  });
  if (choice === undefined) return undefined;
  if (choice.kind === 'all') return clusters.pin(context);
  const name = choice.kind === 'one' ? choice.name : await typeNamespace(parts, title);
  return name === undefined ? undefined : clusters.pin(context, name);
}

async function typeNamespace({ ask, l10n }: Parts, title: string): Promise<string | undefined> {
  const refuse = (answer: string) =>
    /^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$/.test(answer)
      ? undefined
      : l10n.t('A name of a namespace has lowercase letters, digits and dashes, at most 63.');
  return (await ask.type({ title, prompt: l10n.t('Name of the namespace'), refuse }))?.trim();
}

/** Connects, for something that is run there. `undefined`: it cannot be, which the person has been told. */
export async function connectToRun(parts: Parts, place: ClusterPlace): Promise<ClusterPlace['actions']> {
  if (!(await connect(parts, place))) return undefined;
  const { actions, cluster } = place;
  if (actions === undefined) {
    const { tell, l10n } = parts;
    await tell.say('warning', l10n.t('{0} is protected as read-only: nothing is run there.', cluster.context));
  }
  return actions;
}

/** `false`: it is not connected, which the person has been told. */
export async function connect(parts: Parts, place: ClusterPlace): Promise<boolean> {
  if (place.cluster.isConnected && place.source.state.kind === 'ready') return true;
  const connected = await parts.progress.during(() => place.cluster.connect());
  if (!connected.ok) await tellFailure(parts, connected.failure, rowOf(place));
  return connected.ok;
}
