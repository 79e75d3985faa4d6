/** A call of an analysis together with all that its templates come to, and what the two make of the args. */
import type { Arg } from '../model/analysis.ts';
import { type AnalysisCall, readCalls } from '../model/analysis-call.ts';
import { nearest } from '../text/nearest.ts';
import { rememberState } from './remember-state.ts';
import { type From, hasOwnValue, type ResolvedAnalysis, resolveAnalysis } from './resolve.ts';
import type { Placed, Workspace } from './workspace.ts';

export interface ResolvedCall {
  readonly call: AnalysisCall;
  readonly analysis: ResolvedAnalysis;
}

export function resolveCalls(at: Placed, workspace: Workspace): readonly ResolvedCall[] {
  return rememberState(workspace, at, 'calls', () => resolve(at, workspace));
}

/** Calls of the same templates share one answer. */
function resolve(at: Placed, workspace: Workspace): readonly ResolvedCall[] {
  const { yaml, identity } = at.document.content;
  const namespace = workspace.namespaceOf(at);
  const known = new Map<string, ResolvedAnalysis>();
  return readCalls(yaml.root, identity.kind).map(call => {
    const key = JSON.stringify(call.references.map(each => [each.clusterScope, each.templateName?.text]));
    const analysis = known.get(key) ?? resolveAnalysis(call.references, namespace, workspace, at.file.uri);
    known.set(key, analysis);
    return { call, analysis };
  });
}

/**
 * Args that no template gives a value and the caller does not pass: the run is not made. Undefined: not all is known.
 * An Experiment passes values only, and drops sources; a Rollout makes a value of whatever it passes.
 */
export function unresolvedArgs({ call, analysis }: ResolvedCall): readonly From<Arg>[] | undefined {
  if (!analysis.isCertain || call.args.some(arg => !arg.name)) return undefined;
  const isPassed = ({ value, valueFrom }: Arg): boolean => call.place !== 'experiment' || !!value || !!valueFrom;
  const passed = new Set(call.args.filter(isPassed).map(arg => arg.name?.text));
  return [...analysis.args].flatMap(([name, arg]) => (hasOwnValue(arg.what) || passed.has(name) ? [] : [arg]));
}

export interface UndeclaredArg {
  readonly arg: Arg;
  /** Name of a declared arg that was most likely meant, best one that still has no value. */
  readonly meant?: string;
}

/** Args that are passed and that no template declares: the controller drops them. Undefined: not all is known. */
export function undeclaredArgs(resolved: ResolvedCall): readonly UndeclaredArg[] | undefined {
  const { call, analysis } = resolved;
  if (!analysis.isCertain || analysis.templates.length === 0) return undefined;
  const passed = new Set(call.args.flatMap(({ name }) => name?.text ?? []));
  const open = (unresolvedArgs(resolved) ?? []).flatMap(({ what }) => what.name?.text ?? []);
  const free = [...analysis.args.keys()].filter(name => !passed.has(name));
  return call.args.flatMap(arg => {
    const name = arg.name?.text;
    if (name === undefined || analysis.args.has(name)) return [];
    const meant = nearest(name, open) ?? nearest(name, free);
    return [{ arg, ...(meant === undefined ? {} : { meant }) }];
  });
}
