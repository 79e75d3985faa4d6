import { createHash } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { type ArgoVersion, argoRollouts, type Program } from '../cluster/programs/programs.ts';

const source = path.resolve(import.meta.dirname, '../../test/oracle/main.go');

/** Our referee for conditions, built on a release's own module; its file name changes with our source. */
export function oracleProgram(argo: ArgoVersion): Program {
  const edition = createHash('sha256').update(fs.readFileSync(source)).digest('hex').slice(0, 8);
  return {
    file: `oracle-v${argo}-${edition}`,
    module: argoRollouts,
    version: `v${argo}`,
    main: { source },
    coldSeconds: 15, // after the same release's controller; about two minutes without it
    mebibytes: 22,
  };
}
