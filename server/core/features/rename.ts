/** Rename: every place at once, or the reason why not every place can be known. */
import { matchPattern } from '../expr/values/regexp.ts';
import { readAnalysis, TEMPLATE_KINDS } from '../model/analysis.ts';
import type { Range } from '../text/range.ts';
import { fileNameOf } from '../workspace/beside.ts';
import { isOnCluster } from '../workspace/cluster.ts';
import type { SourceFile } from '../workspace/file.ts';
import { isKustomization } from '../workspace/file-role.ts';
import { resolveCalls } from '../workspace/resolved-call.ts';
import type { Location, NamedSymbol } from '../workspace/symbol.ts';
import { locate, type SymbolIndex } from '../workspace/symbols.ts';

export type RenameResult =
  | { readonly kind: 'edits'; readonly places: readonly Location[]; readonly newName: string }
  | { readonly kind: 'refused'; readonly message: string };

/** The range that a rename would replace; undefined: nothing here can be renamed. */
export function renamable(
  file: SourceFile,
  offset: number,
  symbols: SymbolIndex,
): { readonly range: Range; readonly name: string } | undefined {
  const found = symbols.at(file, offset);
  // Events, objects and people on clusters know an experiment by its name; here only rehearsals do.
  if (!found || found.occurrence.kind === 'experiment') return undefined;
  if (symbols.resolve(found.occurrence, found.at).length === 0) return undefined;
  return { range: locate(found.at, found.occurrence).range, name: found.occurrence.name };
}

export function rename(file: SourceFile, offset: number, newName: string, symbols: SymbolIndex): RenameResult {
  const found = symbols.at(file, offset);
  const targets = found ? symbols.resolve(found.occurrence, found.at) : [];
  const [target] = targets;
  if (!target)
    return {
      kind: 'refused',
      message: 'Its definition is in no file of the workspace, so its other uses are not known.',
    };
  const places = symbols.places(targets);
  const refusal =
    refuseName(target, newName) ??
    refuseOwners(targets, newName, symbols) ??
    refuseFiles(targets, new Set(places.map(({ at }) => at.file)), symbols) ??
    refuseRules(targets, newName, symbols);
  if (refusal !== undefined) return { kind: 'refused', message: refusal };
  return { kind: 'edits', places: places.map(({ location }) => location), newName };
}

/** The new name by itself. */
function refuseName({ kind, owner }: NamedSymbol, newName: string): string | undefined {
  const name = `\`${newName}\``;
  if (newName === '') return 'A name cannot be empty.';
  if (kind === 'experiment') return 'An Experiment is known by its name on clusters too; rename it by hand.';
  if (isOnCluster(owner.file)) return 'Its definition is on the cluster, in no file of the workspace.';
  if (kind === 'arg') {
    return /^\s|\s$|\}\}|["'\\\n]/.test(newName)
      ? `${name} cannot be the name of an arg: it has blanks around it, quotes, or \`}}\`.`
      : undefined;
  }
  if (kind === 'metric') {
    return /[:#{}[\],&*!|>'"%@`\n]/.test(newName) ? `${name} would need quotes; rename it by hand.` : undefined;
  }
  return /^[a-z0-9]([-a-z0-9.]*[a-z0-9])?$/.test(newName)
    ? undefined
    : `${name} is no name that Kubernetes takes: small letters, digits, \`-\` and \`.\` only.`;
}

/** The definitions: whether the name is free, and whether they are the only ones that are meant. */
function refuseOwners(targets: readonly NamedSymbol[], newName: string, symbols: SymbolIndex): string | undefined {
  const { workspace } = symbols;
  if (targets.some(target => symbols.definition({ ...target, name: newName })))
    return `\`${newName}\` is taken already.`;
  for (const { kind, owner } of targets) {
    if (kind !== 'analysis-template') continue;
    const isCluster = owner.document.content.identity.kind === 'ClusterAnalysisTemplate';
    const twins = workspace.analysisTemplates(newName, isCluster, workspace.namespaceOf(owner), owner.file.uri);
    if (twins.length > 0) return `\`${newName}\` is taken already.`;
  }
  const owners = targets.filter(({ owner }) => TEMPLATE_KINDS.includes(owner.document.content.identity.kind));
  if (owners.some(target => isOneOfSeveral(target, symbols)))
    return 'Several templates of this name fit as well for those who use it, so nobody can tell which is meant; rename it by hand.';
  if (owners.length > 0 && !workspace.isComplete)
    return 'Not all files that may use it have been read, so not all uses are known. Open their folder, or try again in a moment.';
  return undefined;
}

/** Some reference leads to this template, and to others that fit as well. */
function isOneOfSeveral({ owner }: NamedSymbol, symbols: SymbolIndex): boolean {
  const { name } = owner.document.content.identity;
  return symbols.all().some(({ at, occurrences }) =>
    occurrences.some(each => {
      if (each.kind !== 'analysis-template' || each.role !== 'reference' || each.name !== name) return false;
      const leads = symbols.resolve(each, at);
      return leads.length > 1 && leads.some(symbol => symbol.owner.document === owner.document);
    }),
  );
}

/** The files: those that another tool fills in, or that speak of an object by its name in a way that is not followed. */
function refuseFiles(
  targets: readonly NamedSymbol[],
  written: ReadonlySet<SourceFile>,
  { workspace }: SymbolIndex,
): string | undefined {
  const fileName = ({ uri }: SourceFile): string => `\`${fileNameOf(uri)}\``;
  for (const file of written) {
    if (file.documents.some(({ content }) => content.templating))
      return `${fileName(file)} is a template of another tool; rename it by hand.`;
  }
  const wanted = targets.map(({ name, owner }) => [name, owner.document.content.identity.name ?? name].map(mentions));
  for (const file of workspace.files()) {
    const what = file.documents.some(({ content }) => content.templating)
      ? 'is a template of another tool'
      : isKustomization(file.uri)
        ? 'is a kustomization'
        : workspace.isPatch(file)
          ? 'patches it'
          : undefined;
    if (what !== undefined && wanted.some(words => words.every(word => word.test(file.text))))
      return `${fileName(file)} ${what} and has this name in it; rename it by hand.`;
  }
  return undefined;
}

/** The word by itself, not as a part of a longer name. */
function mentions(name: string): RegExp {
  return new RegExp(`(?<![\\w.-])${name.replaceAll(/[^\w]/g, '\\$&')}(?![\\w-])`);
}

/** Rules of `dryRun` and `measurementRetention` match metrics by a pattern: one that is no plain name stays as it is. */
function refuseRules(targets: readonly NamedSymbol[], newName: string, symbols: SymbolIndex): string | undefined {
  const metrics = targets.filter(({ kind }) => kind === 'metric');
  if (metrics.length === 0) return undefined;
  const { workspace } = symbols;
  const isTarget = (document: unknown): boolean => metrics.some(({ owner }) => owner.document === document);
  const callers = ['Experiment', 'Rollout'].flatMap(kind => workspace.documents(kind));
  const rules = [
    ...metrics.map(({ owner }) => readAnalysis(owner.document.content.yaml.root)),
    ...callers
      .flatMap(at => resolveCalls(at, workspace))
      .filter(({ analysis }) => analysis.templates.some(({ at }) => isTarget(at.document)))
      .map(({ call }) => call),
  ].flatMap(each => [...each.dryRun, ...each.measurementRetention]);
  for (const { metricName } of rules) {
    const pattern = metricName?.text ?? '';
    const isPlain = metrics.some(({ name }) => name === pattern);
    if (isPlain || metrics.every(({ name }) => doesMatch(pattern, name) === doesMatch(pattern, newName))) continue;
    return `The rule \`${pattern}\` matches it by a pattern, and would not mean the same any more; rename it by hand.`;
  }
  return undefined;
}

function doesMatch(pattern: string, name: string): boolean {
  const found = matchPattern(pattern, name);
  return found !== undefined && 'matches' in found && found.matches;
}
