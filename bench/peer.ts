/**
 * The peer: yaml-language-server from a package of its own, with JSON Schemas that our own language makes, so that both judge by
 * the same facts and no published CRD is needed.
 */
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { buildLanguage } from '../schemas/build.ts';
import { toJsonSchema } from '../server/core/index.ts';
import type { Command } from './client.ts';

const FOLDER = path.join(import.meta.dirname, 'peer');
const PROGRAM = path.join(FOLDER, 'node_modules/yaml-language-server/bin/yaml-language-server');
const DRAFT = 'http://json-schema.org/draft-07/schema#';

/** Installs the peer unless it is there. `folder` gets its schemas. */
export function preparePeer(folder: string): Command {
  const { dependencies } = JSON.parse(readFileSync(path.join(FOLDER, 'package.json'), 'utf8')) as {
    dependencies: Record<string, string>; // our own file
  };
  if (!existsSync(PROGRAM)) {
    process.stderr.write(
      'Installing yaml-language-server into bench/peer: a few seconds, 21 MB, the first time only.\n',
    );
    execFileSync('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'], {
      cwd: FOLDER,
      stdio: ['ignore', 'ignore', 'inherit'],
    });
  }
  return {
    name: `yaml-language-server ${dependencies['yaml-language-server']}`,
    args: [PROGRAM, '--stdio'],
    settings: {
      yaml: {
        validate: true,
        hover: true,
        completion: true,
        schemas: { [writeSchemas(folder)]: ['*.yaml', '*.yml'] },
        schemaStore: { enable: false },
        kubernetesCRDStore: { enable: false },
      },
    },
  };
}

/** One schema a kind, and one that picks among them for files with several kinds; answers the URI of that one. */
function writeSchemas(folder: string): string {
  mkdirSync(folder, { recursive: true });
  const language = buildLanguage();
  const kinds = language.kinds.map(({ group, version, kind }) => {
    writeFileSync(path.join(folder, `${kind}.json`), JSON.stringify(toJsonSchema(language, kind, '1.10')));
    const properties = { kind: { const: kind }, apiVersion: { const: `${group}/${version}` } };
    return {
      if: { type: 'object', required: ['kind', 'apiVersion'], properties },
      // biome-ignore lint/suspicious/noThenProperty: the word of JSON Schema; nobody awaits it
      then: { $ref: `./${kind}.json` },
    };
  });
  const all = path.join(folder, 'all.json');
  writeFileSync(all, JSON.stringify({ $schema: DRAFT, title: 'Argo Rollouts kinds', allOf: kinds }));
  return pathToFileURL(all).href;
}
