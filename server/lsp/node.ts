/** The language server as a process: `node dist/server.js --stdio` (also `--node-ipc`, `--socket=PORT`). */
import { readFileSync } from 'node:fs';
import { createConnection, ProposedFeatures } from 'vscode-languageserver/node';
import type { Language } from '../core/index.ts';
import { readWorkspace, readYamlAt } from '../disk/yaml-files.ts';
import { connect } from './connect.ts';
import { findRulePages } from './rule-pages.ts';

// Built by schemas/build.ts, which proves its shape.
const language = JSON.parse(readFileSync(new URL('./schemas/language.json', import.meta.url), 'utf8')) as Language;

connect(createConnection(ProposedFeatures.all), language, {
  disk: { readWorkspace, readFile: readYamlAt },
  rulePage: findRulePages(new URL('../docs/rules/', import.meta.url)),
});
