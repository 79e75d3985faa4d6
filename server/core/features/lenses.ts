/** Lenses above analysis templates: who uses them. */
import { TEMPLATE_KINDS } from '../model/analysis.ts';
import { type Range, shiftRange } from '../text/range.ts';
import { folderOf, resolvePath } from '../workspace/beside.ts';
import { isKubeDocument, isTemplated, mayHoldCalls, type SourceFile } from '../workspace/file.ts';
import { isKustomization } from '../workspace/file-role.ts';
import type { NamedLocation, NamedSymbol } from '../workspace/symbol.ts';
import type { SymbolIndex } from '../workspace/symbols.ts';
import { isUnknownName, type Workspace } from '../workspace/workspace.ts';
import { itemsAt, stringAt, valueAt } from '../yaml/node.ts';
import { scalarsIn } from '../yaml/scalars.ts';

export interface UseLens {
  /** The template's name. Offsets of the file. */
  readonly range: Range;
  /** None: certainly nobody does. */
  readonly uses: readonly NamedLocation[];
}

/** The analysis templates of a file whose uses are all known; of any other nothing is said. */
export function useLenses(file: SourceFile, symbols: SymbolIndex): readonly UseLens[] {
  const { workspace } = symbols;
  if (workspace.isPatch(file) || workspace.changesNames(file)) return [];
  const templates = file.documents
    .filter(isKubeDocument)
    .filter(each => !isTemplated(each))
    .filter(({ content }) => TEMPLATE_KINDS.includes(content.identity.kind) && !isUnknownName(content.identity.name));
  if (templates.length === 0 || !knowsCallers(symbols)) return [];
  const lenses = new Map<NamedSymbol, { readonly range: Range; readonly uses: NamedLocation[] }>();
  for (const document of templates) {
    const { name, nameNode } = document.content.identity;
    if (!nameNode || name === undefined) continue;
    const range = shiftRange(nameNode.range, document.start);
    lenses.set({ kind: 'analysis-template', name, owner: { file, document } }, { range, uses: [] });
  }
  for (const { location, symbols: meant } of symbols.places([...lenses.keys()])) {
    if (location.role === 'reference') for (const symbol of meant) lenses.get(symbol)?.uses.push(location);
  }
  return [...lenses.values()];
}

/** Every name of an analysis template in a file: while it is the same, the file changes no lens of another. */
export function templateNames(file: SourceFile, symbols: SymbolIndex): string {
  const names = file.documents.filter(isKubeDocument).flatMap(document => {
    const { namespace } = document.content.identity;
    return symbols
      .of({ file, document })
      .filter(({ kind }) => kind === 'analysis-template')
      .map(({ role, name }) => `${role} ${namespace ?? ''}/${name}`);
  });
  return `${file.documents.filter(isTemplated).length}\n${names.join('\n')}`;
}

/** Kinds that call analysis templates, as the target of a patch may name them: by a regular expression, too. */
const CALLERS = /^(Experiment|Rollout|(Cluster)?AnalysisTemplate)$|[.*|[(]/;

/** A kustomization writes references by operations and replacements, which are not followed, or in files that are not read. */
function mayAddCalls({ uri, documents }: SourceFile, workspace: Workspace): boolean {
  const root = documents[0]?.content.yaml?.root;
  const texts = [...scalarsIn(valueAt(root, 'replacements'))].map(({ text }) => text);
  if (texts.some(text => text.includes('templateName'))) return true;
  return ['patches', 'patchesJson6902'].some(field =>
    itemsAt(root, field).some(item => {
      const patch = stringAt(item, 'patch');
      const path = stringAt(item, 'path');
      if (patch !== undefined) return /^\s*[-[]/.test(patch) && patch.includes('templateName');
      const isUnread = path !== undefined && !workspace.hasFile(resolvePath(folderOf(uri), path));
      // Without a target it is an object, and one of ours would have been read.
      return isUnread && valueAt(item, 'target') !== undefined && CALLERS.test(stringAt(item, 'target', 'kind') ?? '.');
    }),
  );
}

/** Every reference to a template is written out in some file that has been read. */
function knowsCallers(symbols: SymbolIndex): boolean {
  const { workspace } = symbols;
  if (!workspace.isComplete) return false;
  for (const file of workspace.files()) {
    if (file.documents.some(each => isTemplated(each) && mayHoldCalls(each))) return false;
    if (isKustomization(file.uri) && mayAddCalls(file, workspace)) return false;
  }
  return !symbols
    .all()
    .some(({ occurrences }) =>
      occurrences.some(
        ({ kind, role, name }) => kind === 'analysis-template' && role === 'reference' && isUnknownName(name),
      ),
    );
}
