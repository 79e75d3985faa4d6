/** Helm charts: folders with a `Chart.yaml`, whose `templates` hold nothing but templates of Helm. */
import { folderOf } from './beside.ts';

const TEMPLATES = '/templates/';

/** The file that makes its folder a chart. */
export function isChart(uri: string): boolean {
  return uri.endsWith('/Chart.yaml');
}

/** The files that would make a file a template of Helm, the nearest first. */
export function chartsAbove(uri: string): readonly string[] {
  const charts: string[] = [];
  for (let at = uri.lastIndexOf(TEMPLATES); at > 0; at = uri.lastIndexOf(TEMPLATES, at - 1)) {
    charts.push(`${uri.slice(0, at)}/Chart.yaml`);
  }
  return charts;
}

export class Charts {
  /** Their `templates` folders, with the slash at the end. */
  readonly #folders = new Set<string>();

  /** The folder whose files are templates from now on, if they were none before. */
  add(uri: string): string | undefined {
    const folder = templatesOf(uri);
    if (!isChart(uri) || this.#folders.has(folder)) return undefined;
    this.#folders.add(folder);
    return folder;
  }

  /** The folder whose files are no longer templates. */
  delete(uri: string): string | undefined {
    const folder = templatesOf(uri);
    return isChart(uri) && this.#folders.delete(folder) ? folder : undefined;
  }

  holds(uri: string): boolean {
    return chartsAbove(uri).some(chart => this.#folders.has(templatesOf(chart)));
  }
}

function templatesOf(chart: string): string {
  return `${folderOf(chart).slice(0, -1)}${TEMPLATES}`;
}
