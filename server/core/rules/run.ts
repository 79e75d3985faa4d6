/** Asks every rule about one document. */
import type { Env, Settings } from '../env.ts';
import { validate } from '../schema/validate.ts';
import type { SchemaWalker } from '../schema/walk.ts';
import type { KubeDocument, SourceFile } from '../workspace/file.ts';
import { isPatch } from '../workspace/templating.ts';
import type { Workspace } from '../workspace/workspace.ts';
import { RULES } from './registry.ts';
import type { Finding, Rule, RuleContext, Severity } from './rule.ts';

export interface RuleFinding extends Finding {
  readonly rule: Rule;
  readonly severity: Severity;
}

export interface RunInput {
  readonly file: SourceFile;
  readonly document: KubeDocument;
  readonly schemas: SchemaWalker;
  readonly workspace: Workspace;
  readonly settings: Settings;
}

export function runRules(input: RunInput, log: Env['log']): readonly RuleFinding[] {
  const context = contextOf(input);
  const { kind } = input.document.content.identity;
  const findings: RuleFinding[] = [];
  for (const rule of RULES) {
    const severity = input.settings.severities[rule.id];
    if (severity === 'off' || (rule.kinds !== '*' && !rule.kinds.includes(kind))) continue;
    if (rule.needs !== 'document' && input.file.templating) continue;
    try {
      for (const finding of rule.check(context)) {
        findings.push({ ...finding, rule, severity: severity ?? finding.severity ?? rule.severity });
      }
    } catch (error) {
      // A rule that fails must not take the others with it: it is silent, and the log says why.
      log(
        'error',
        `rule ${rule.id} failed: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`,
      );
    }
  }
  return findings;
}

function contextOf({ file, document, schemas, workspace, settings }: RunInput): RuleContext {
  const { yaml, identity } = document.content;
  const schema = schemas.kind(identity.group, identity.version, identity.kind);
  const isJudged = schema && yaml.root && !file.templating;
  const all = isJudged ? validate(yaml.root, schema, schemas, settings.argoVersion) : [];
  const structure = isPatch(file.uri) ? all.filter(problem => problem.code !== 'required') : all;
  return { file, document, root: yaml.root, schema, structure, schemas, workspace, settings };
}
