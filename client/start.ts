/** Builds the parts, hands them to each other, and answers what tests look at: the same on every platform. */
import * as vscode from 'vscode';
import type { ClustersPorts, StartedClusters } from './clusters/started.ts';
import { announceEnds } from './commands/announce-end.ts';
import { guarded, type Parts } from './commands/command.ts';
import { allCommands } from './commands/index.ts';
import { Places } from './experiments/places/places.ts';
import type { Clusters } from './experiments/ports/clusters.ts';
import { readSpeed } from './experiments/values/speed.ts';
import { nodeId } from './experiments/view/node-id.ts';
import { SETTINGS } from './ids.ts';
import { registerAgentTools } from './language/agent-tools.ts';
import { ClusterBridge } from './language/cluster-bridge.ts';
import { DOCUMENT_SELECTOR } from './language/options.ts';
import { ResultLenses } from './language/result-lenses.ts';
import { LanguageService, type LanguageSession } from './language/service.ts';
import type { ServerState } from './language/supervisor.ts';
import { ContextKeys } from './onboarding/context-keys.ts';
import { RehearsalSource } from './rehearsal/source.ts';
import { rehearsalTarget } from './rehearsal/target.ts';
import { ResultsPanels } from './results/panel.ts';
import { ExperimentTree } from './tree/provider.ts';
import { StatusBar } from './tree/status-bar.ts';
import { IndentOnEnter } from './typing/indent-on-enter.ts';
import { editorAsk } from './ui/ask.ts';
import { editorDesk } from './ui/desk.ts';
import { vscodeEditor } from './ui/editor.ts';
import { EditorLogs } from './ui/logs.ts';
import { viewProgress } from './ui/progress.ts';
import { EditorRulePages } from './ui/rule-pages.ts';
import { systemTimers } from './ui/system-timers.ts';
import { editorTell } from './ui/tell.ts';
import { EditorTexts } from './ui/texts.ts';
import { gitVersions } from './ui/versions.ts';

/** What `activate` answers: a look inside for tests in a real editor. */
export interface TestApi {
  readonly tree: { rows(): readonly string[] };
  readonly language: { readonly state: ServerState };
}

/** What differs between Node and a browser. */
export interface Platform {
  /** A new start of the language server; `died` is called when it ends unasked. */
  createSession(context: vscode.ExtensionContext, output: vscode.LogOutputChannel, died: () => void): LanguageSession;
  startClusters(context: vscode.ExtensionContext, ports: ClustersPorts): StartedClusters;
}

export function start(context: vscode.ExtensionContext, { createSession, startClusters }: Platform): TestApi {
  const { l10n } = vscode;
  const output = vscode.window.createOutputChannel(l10n.t('Argo Experiments'), { log: true });
  const log = (message: string) => output.error(message);
  const timers = systemTimers;
  const setting = (name: string) => vscode.workspace.getConfiguration().get<unknown>(name);

  const create = (died: () => void) => createSession(context, output, died);
  const hasClusters = () => clusters.canConnect;
  const language = new LanguageService({ create, output, timers, tell: editorTell, hasClusters });
  const { requests } = language;
  const speed = () => readSpeed(setting(SETTINGS.rehearsalSpeed));
  const rehearsals = new RehearsalSource({ requests, timers, speed, label: l10n.t('Rehearsals') });
  const target = rehearsalTarget(rehearsals, l10n);
  const places = new Places([target.place]);
  const clusters = startClusters(context, { places, requests, tell: editorTell, timers, l10n, log });
  const bridge = new ClusterBridge({
    facts: () => clusters.facts,
    isRunning: () => language.state.kind === 'running',
    notify: (method, params) => language.notify(method, params),
    timers,
    show: cluster => language.showCluster(cluster),
    log,
  });
  const tree = new ExperimentTree(places, { l10n, now: () => timers.now() }, timers, context.workspaceState);
  const results = new ResultsPanels(vscode.Uri.joinPath(context.extensionUri, 'dist'), timers, places);
  const resultLenses = new ResultLenses({ places, requests, timers });
  const texts = new EditorTexts();
  const logs = new EditorLogs();
  const rulePages = new EditorRulePages(context.extensionUri);

  const parts: Parts = {
    get places() {
      return places.all;
    },
    targets: [target],
    clusters,
    requests,
    ask: editorAsk,
    tell: editorTell,
    progress: viewProgress,
    editor: vscodeEditor,
    versions: gitVersions,
    tree,
    results,
    texts,
    logs,
    desk: editorDesk,
    rulePages,
    memory: context.workspaceState,
    language,
    l10n,
    log,
    execute: async (id, ...args) => await vscode.commands.executeCommand(id, ...args),
  };
  const isOurs = (document: vscode.TextDocument) => language.looksAt(document);
  const { canConnect } = clusters;
  const contextKeys = new ContextKeys({ requests, places, canConnect, timers, isOurs, log });
  contextKeys.showFilter(tree.filter);
  context.subscriptions.push(
    output,
    language,
    tree,
    results,
    resultLenses,
    vscode.languages.registerCodeLensProvider(DOCUMENT_SELECTOR, resultLenses),
    texts,
    logs,
    rulePages,
    clusters,
    new StatusBar(places, timers),
    tree.onDidOpen(node => connectOpened(clusters, node, log)),
    contextKeys,
    new IndentOnEnter({ isOurs, log }),
    registerAgentTools(requests),
    tree.onDidChangeFilter(filter => contextKeys.showFilter(filter)),
    language.onDidStart(() => contextKeys.look()),
    { dispose: announceEnds(parts, places, () => setting(SETTINGS.announceEnds) !== false) },
    language.onDidStart(() => bridge.startOver()),
    { dispose: clusters.onFacts(() => bridge.look()) },
    bridge,
    { dispose: () => rehearsals.close() },
    ...allCommands(parts).map(command => vscode.commands.registerCommand(command.id, guarded(command, parts))),
  );
  language.start();
  return { tree, language };
}

/** Opening the row of a place that is not connected asks for it. */
function connectOpened(clusters: Clusters, node: string, log: (message: string) => void): void {
  const place = clusters.places.find(({ source }) => nodeId({ source: source.id }) === node);
  if (place?.source.state.kind !== 'idle') return;
  place.cluster.connect().catch(error => log(`connecting ${node}: ${String(error)}`));
}
