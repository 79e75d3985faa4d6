/** Shows what came, or comes, of an experiment; from the row of an analysis, that analysis. */

import { parseNodeId } from '../experiments/view/node-id.ts';
import { COMMANDS } from '../ids.ts';
import type { Command, Parts } from './command.ts';
import { pickExperiment } from './pick-experiment.ts';

export function openResults(parts: Parts): Command {
  return {
    id: COMMANDS.openResults,
    async run(...args) {
      const picked = await pickExperiment(parts, 'results', args);
      if (picked === undefined) return;
      const [row] = args;
      const analysis = typeof row === 'string' ? parseNodeId(row)?.analysis : undefined;
      parts.results.show([picked], analysis);
    },
  };
}
