/** Asks the rules about one document, each as seldom as possible. */

import type { Env, Settings, Severity } from '../../env.ts';
import { TEMPLATE_KINDS } from '../../model/analysis.ts';
import { checkConditions, readConditions } from '../../model/condition.ts';
import { judge } from '../../run/judge.ts';
import type { SchemaProblem } from '../../schema/validate.ts';
import { validate } from '../../schema/validate.ts';
import type { SchemaWalker } from '../../schema/walk.ts';
import { describeFailure } from '../../text/failure.ts';
import { isInside, overlaps, type Range } from '../../text/range.ts';
import { type DocumentContent, isTemplated, type KubeDocument, type SourceFile } from '../../workspace/file.ts';
import { isPatchDirective } from '../../workspace/file-role.ts';
import { resolveTemplate } from '../../workspace/resolve.ts';
import { isWhole } from '../../workspace/whole.ts';
import type { Workspace } from '../../workspace/workspace.ts';
import type { YamlProblem } from '../../yaml/node.ts';
import { HARMLESS, type YamlProblemCode } from '../../yaml/problem.ts';
import { certainProblems, isUncertain, withWritableFixes } from './certain.ts';
import { correct, isConsequence, withoutMisplaced } from './corrected.ts';
import type { Filled } from './filled-metrics.ts';
import { severityIn } from './profile.ts';
import type { Finding, Needs, Rule, RuleContext } from './rule.ts';
import { findThroughArgs } from './through-args.ts';

export interface RuleFinding extends Finding {
  readonly rule: Rule;
  readonly severity: Severity;
}

export interface RuleRunnerPorts {
  /** In the order of their findings at one place. */
  readonly rules: readonly Rule[];
  /** Those of them that are asked again of metrics with the values of their args. */
  readonly metricRules: readonly Rule[];
  readonly schemas: SchemaWalker;
  readonly workspace: Workspace;
  readonly log: Env['log'];
}

/** What was found in a document by itself, and all it depends on besides the document's content. */
interface Known {
  readonly settings: Settings;
  readonly isPatch: boolean;
  readonly structure: readonly SchemaProblem[];
  readonly findings: readonly RuleFinding[];
}

/** Which of the rules are asked, by what they need: values alone, the document too, or more than that. */
type Asked = 'values' | 'document' | 'other';

const ASKED: Readonly<Record<Needs, readonly Asked[]>> = {
  value: ['values', 'document'],
  document: ['document'],
  workspace: ['other'],
  cluster: ['other'],
};

export class RuleRunner {
  readonly #ports: RuleRunnerPorts;
  /** An edit changes the content of one document: those of the others are found here. */
  readonly #known = new WeakMap<DocumentContent, Known>();

  /** The rules that look at a kind. */
  readonly #rules = new Map<string, readonly Rule[]>();

  readonly #metricRules: readonly Rule[];

  constructor(ports: RuleRunnerPorts) {
    this.#ports = ports;
    this.#metricRules = ports.metricRules.filter(({ needs }) => needs === 'value' || needs === 'document');
  }

  run(file: SourceFile, document: KubeDocument, settings: Settings): readonly RuleFinding[] {
    const known = this.#knownOf(file, document, settings);
    // What a patch comes to is known only where it is applied.
    if (isTemplated(document) || document.content.patch) return known.findings;
    const context = this.#context(file, document, settings, known.structure);
    const through = findThroughArgs(context, filled => this.#askFilled(filled, settings));
    return [...known.findings, ...this.#askWith('other', file, document, settings, known.structure), ...through];
  }

  /** The rules about metrics, of metrics that are not written like this anywhere. */
  #askFilled({ file, document }: Filled, settings: Settings): readonly RuleFinding[] {
    const structure = this.#structure(file, document, settings);
    return this.#askRules(this.#metricRules, this.#context(file, document, settings, structure));
  }

  #knownOf(file: SourceFile, document: KubeDocument, settings: Settings): Known {
    const before = this.#known.get(document.content);
    const isPart = this.#ports.workspace.isPatch(file);
    if (before?.settings === settings && before.isPatch === isPart) return before;
    const structure = this.#structure(file, document, settings);
    const isPartial = isTemplated(document) || document.content.patch?.form === 'operation';
    const findings = this.#askWith(isPartial ? 'values' : 'document', file, document, settings, structure);
    const known = { settings, isPatch: isPart, structure, findings };
    this.#known.set(document.content, known);
    return known;
  }

  /** Without what only follows from fields that are wrong. */
  #askWith(
    asked: Asked,
    file: SourceFile,
    document: KubeDocument,
    settings: Settings,
    structure: readonly SchemaProblem[],
  ): readonly RuleFinding[] {
    const context = this.#context(file, document, settings, structure);
    const corrected = correct(document, structure, context.schema, this.#ports.schemas);
    if (!corrected) return this.#ask(asked, context);
    const mended = this.#structure(file, corrected.document, settings);
    const findings = this.#ask(asked, { ...context, structure: withoutMisplaced(structure, mended) });
    const left = this.#ask(asked, this.#context(file, corrected.document, settings, mended));
    const remaining = new Set(left.map(keyOf));
    return findings.filter(finding => !isConsequence(finding, remaining.has(keyOf(finding)), corrected));
  }

  #structure(file: SourceFile, { content }: KubeDocument, { argoVersion }: Settings): readonly SchemaProblem[] {
    const { group, version, kind } = content.identity;
    const schema = this.#ports.schemas.kind(group, version, kind);
    if (!schema || !content.yaml.root) return [];
    const all = validate(content.yaml.root, schema, this.#ports.schemas, argoVersion);
    const clear = beforeUnclearLevels(certainProblems(all, content), content.yaml.problems);
    return this.#ports.workspace.isPatch(file) ? clear.filter(problem => !isFineInPatch(problem)) : clear;
  }

  #context(
    file: SourceFile,
    document: KubeDocument,
    settings: Settings,
    structure: readonly SchemaProblem[],
  ): RuleContext {
    const { schemas, workspace } = this.#ports;
    const { yaml, identity } = document.content;
    const schema = schemas.kind(identity.group, identity.version, identity.kind);
    const at = { file, document };
    return {
      file,
      document,
      root: yaml.root,
      schema,
      structure,
      schemas,
      workspace,
      settings,
      isWhole: isWhole(at) && !workspace.isPatch(file),
      conditions: once(() => checkConditions(readConditions(yaml.root, document.text, settings.argoVersion))),
      judgement: () => judge(at, workspace, settings.argoVersion),
      calls: () => judge(at, workspace, settings.argoVersion).calls,
      merged: once(() => (TEMPLATE_KINDS.includes(identity.kind) ? resolveTemplate(at, workspace) : undefined)),
    };
  }

  #rulesFor(asked: Asked, kind: string): readonly Rule[] {
    const key = `${asked} ${kind}`;
    let rules = this.#rules.get(key);
    if (!rules) {
      const isAsked = ({ needs }: Rule): boolean => ASKED[needs].includes(asked);
      rules = this.#ports.rules.filter(rule => isAsked(rule) && (rule.kinds === '*' || rule.kinds.includes(kind)));
      this.#rules.set(key, rules);
    }
    return rules;
  }

  #ask(asked: Asked, context: RuleContext): readonly RuleFinding[] {
    return this.#askRules(this.#rulesFor(asked, context.document.content.identity.kind), context);
  }

  #askRules(rules: readonly Rule[], context: RuleContext): readonly RuleFinding[] {
    const { content } = context.document;
    const unread = unreadValues(context.structure);
    const guessed = content.yaml.problems.flatMap(problem =>
      HARMLESS.has(problem.code) ? [] : (problem.guessed ?? problem.range),
    );
    const findings: RuleFinding[] = [];
    for (const rule of rules) {
      if (rule.needs === 'cluster' && !this.#ports.workspace.cluster) continue;
      if (context.settings.severities[rule.id] === 'off') continue;
      try {
        for (const finding of rule.check(context)) {
          if (isUncertain(finding, rule, content)) continue;
          if (!rule.judgesText && guessed.some(range => overlaps(finding.range, range))) continue;
          if (rule.kinds !== '*' && unread.some(range => isInside(finding.range, range))) continue;
          const written = withWritableFixes(finding, rule, content);
          const severity = severityIn(context.settings, rule.id, finding.severity ?? rule.severity);
          if (severity !== 'off') findings.push({ ...written, rule, severity });
        }
      } catch (error) {
        // A rule that fails must not take the others with it: it is silent, and the log says why.
        this.#ports.log('error', `rule ${rule.id} failed: ${describeFailure(error)}`);
      }
    }
    return findings;
  }
}

function keyOf({ rule, range, message }: RuleFinding): string {
  return `${rule.id} ${range.start} ${message}`;
}

function once<T>(work: () => T): () => T {
  let result: { readonly value: T } | undefined;
  return () => {
    result ??= { value: work() };
    return result.value;
  };
}

/** The values of unknown fields: no controller ever reads them, so rules about single kinds have nothing to say there. */
function unreadValues(structure: readonly SchemaProblem[]): readonly Range[] {
  return structure.flatMap(problem => (problem.code === 'unknown-field' ? [problem.entry.value.range] : []));
}

/** A patch holds a part of an object, and words of kustomize. */
function isFineInPatch(problem: SchemaProblem): boolean {
  return problem.code === 'required' || (problem.code === 'unknown-field' && isPatchDirective(problem.entry.key.text));
}

const UNCLEAR_LEVELS: ReadonlySet<YamlProblemCode> = new Set(['TAB_AS_INDENT', 'WRONG_INDENT', 'UNREADABLE']);

/** From a line on whose indentation cannot be read, nobody knows which field belongs to which object. */
function beforeUnclearLevels(
  structure: readonly SchemaProblem[],
  problems: readonly YamlProblem[],
): readonly SchemaProblem[] {
  const unclear = problems.filter(({ code }) => UNCLEAR_LEVELS.has(code));
  const start = Math.min(...unclear.map(({ range }) => range.start));
  return structure.filter(problem => problem.range.start < start);
}
