/** Links of the documents, and pages that comments name, lead somewhere. */
import { existsSync, globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { DECIDING_RULES } from '../../server/core/lifecycle/spec/deciding-rule.ts';

const ROOT = path.resolve(import.meta.dirname, '../..');
const PAGES = globSync(['*.md', 'docs/**/*.md', '.github/**/*.md', 'examples/**/*.md'], { cwd: ROOT }).sort();
const SOURCES = globSync('{client,server,schemas,scripts,test,bench}/**/*.ts', {
  cwd: ROOT,
  exclude: name => name.includes('node_modules'),
}).sort();

const texts = new Map<string, string>();
function read(file: string): string {
  const known = texts.get(file);
  if (known !== undefined) return known;
  const text = readFileSync(path.join(ROOT, file), 'utf8');
  texts.set(file, text);
  return text;
}

/** Anchors of a page, as GitHub and VS Code make them of its headings; the second of one name ends in `-1`. */
function anchorsOf(page: string): ReadonlySet<string> {
  const seen = new Map<string, number>();
  const anchors = [...withoutCode(read(page)).matchAll(/^#+ (.*)$/gm)].map(([, heading = '']) => {
    const slug = heading
      .trim()
      .toLowerCase()
      .replace(/[^\p{L}\p{N}\p{M}_\- ]/gu, '')
      .replaceAll(' ', '-');
    const count = seen.get(slug) ?? 0;
    seen.set(slug, count + 1);
    return count === 0 ? slug : `${slug}-${count}`;
  });
  const named = [...read(page).matchAll(/<a (?:id|name)="([^"]+)">/g)].map(([, name = '']) => name);
  return new Set([...anchors, ...named]);
}

function withoutCode(markdown: string): string {
  return markdown.replace(/^(```+)[\s\S]*?^\1/gm, '');
}

/** A link that leads nowhere, as `page: link`. */
function broken(from: string, link: string): string[] {
  const [file = '', anchor] = link.split('#');
  const target = file === '' ? from : path.join(path.dirname(from), decodeURIComponent(file));
  if (!existsSync(path.join(ROOT, target))) return [`${from}: ${link}`];
  const isPage = anchor !== undefined && target.endsWith('.md');
  return isPage && !anchorsOf(target).has(anchor) ? [`${from}: ${link}`] : [];
}

describe('links', () => {
  it('of documents lead to files and headings that are there', () => {
    const wrong = PAGES.flatMap(page => {
      const links = withoutCode(read(page))
        .replace(/`[^`\n]*`/g, '')
        .matchAll(/\]\(([^)\s]+)\)/g);
      return [...links].flatMap(([, link = '']) => (/^[a-z]+:/.test(link) ? [] : broken(page, link)));
    });
    expect(wrong).toEqual([]);
  });

  it('of comments lead to pages and headings that are there', () => {
    const wrong = SOURCES.flatMap(file =>
      [...read(file).matchAll(/\bdocs\/[\w/-]+\.md(?:#[\w-]+)?/g)].flatMap(([link]) =>
        broken('README.md', link).map(problem => problem.replace('README.md', file)),
      ),
    );
    expect(wrong).toEqual([]);
  });

  it('of the rules that decide a rehearsal lead to their explanation', () => {
    const links = Object.values(DECIDING_RULES).map(link => `docs/controller/${link}`);
    expect(links.flatMap(link => broken('README.md', link))).toEqual([]);
  });
});
