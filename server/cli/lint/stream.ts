/** Text that `helm template` or `kustomize build` rendered: which part came from which file. */

export interface Rendered {
  /** As the tool names it; undefined: it does not. */
  readonly source: string | undefined;
  /** The first line of the part in the stream, counted from 0; lines of a report count from here. */
  readonly line: number;
  readonly text: string;
}

/** Helm: `# Source: chart/templates/x.yaml`. kustomize: the origin annotation, and the path that functions see. */
const SOURCES: readonly RegExp[] = [
  /^# Source: (.+?)[ \t]*$/m,
  /^[ \t]+config\.kubernetes\.io\/origin:[ \t]*\|-?[ \t]*\r?\n(?:[ \t]+(?!path:).*\r?\n)*[ \t]+path: (.+?)[ \t]*$/m,
  /^[ \t]+(?:internal\.)?config\.kubernetes\.io\/path: ['"]?(.+?)['"]?[ \t]*$/m,
];

/** The parts between lines of `---`, each with its source. */
export function readRendered(text: string): readonly Rendered[] {
  const lines = text.split('\n');
  const starts = [0, ...lines.flatMap((line, index) => (index > 0 && /^---(?=\s|$)/.test(line) ? [index] : []))];
  return starts.map((line, index) => {
    const part = lines.slice(line, starts[index + 1] ?? lines.length).join('\n');
    const source = SOURCES.map(pattern => pattern.exec(part)?.[1]).find(found => found !== undefined);
    return { source, line, text: part };
  });
}
