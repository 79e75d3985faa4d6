/** The service: a flat list of verbs over files that it was told of. */
import type { Env } from '../env.ts';
import { createFiles, type Files } from './files.ts';
import { createFinding, type Finding } from './finding.ts';
import { createJudging, type Judging } from './judging.ts';
import { createParts } from './parts.ts';
import { createRunning, type Running } from './running.ts';
import { createTyping, type Typing } from './typing.ts';

export interface Service extends Files, Judging, Typing, Finding, Running {}

export function createService(env: Env): Service {
  const parts = createParts(env);
  return {
    ...createFiles(parts),
    ...createJudging(parts),
    ...createTyping(parts),
    ...createFinding(parts),
    ...createRunning(parts),
  };
}
