/** Builds main.go on the Argo release whose library a language version is: the older release has the library under its former name. */
import { createHash } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { startProgress } from '../../../scripts/cluster/process/progress.ts';
import { buildMissing } from '../../../scripts/cluster/programs/build.ts';
import { cacheFolder } from '../../../scripts/cluster/programs/folders.ts';
import { argoRollouts } from '../../../scripts/cluster/programs/programs.ts';
import { underGuard } from '../../../scripts/guard/under-guard.ts';
import type { ExprVersion } from '../../../server/core/expr/builtins/version.ts';

const ARGO: Readonly<Record<ExprVersion, string>> = { '1.15': '1.9.3', '1.17': '1.10.2' };

/** The program's path; it is built unless it is there. */
export async function buildValues(version: ExprVersion): Promise<string> {
  const newer = fs.readFileSync(path.join(import.meta.dirname, 'main.go'), 'utf8');
  const text = version === '1.17' ? newer : newer.replaceAll('github.com/expr-lang/expr', 'github.com/antonmedv/expr');
  const edition = createHash('sha256').update(text).digest('hex').slice(0, 8);
  const cache = cacheFolder(process.env);
  const file = `values-v${ARGO[version]}-${edition}`;
  fs.mkdirSync(cache, { recursive: true });
  const folder = fs.mkdtempSync(path.join(cache, '.values-'));
  try {
    const source = path.join(folder, 'main.go');
    fs.writeFileSync(source, text);
    const program = {
      file,
      module: argoRollouts,
      version: `v${ARGO[version]}`,
      main: { source },
      coldSeconds: 120,
      mebibytes: 22,
    };
    await underGuard(guard => buildMissing([program], { cache, guard, progress: startProgress() }));
  } finally {
    fs.rmSync(folder, { recursive: true });
  }
  return path.join(cache, file);
}
