/** Results as a text that can be kept: in a review, a spreadsheet, a program. */

import type { ExportForm } from '../experiments/values/export-form.ts';
import { COMMANDS } from '../ids.ts';
import type { Command, Parts } from './command.ts';
import { pickExperiment } from './pick-experiment.ts';

export function exportResults(parts: Parts): Command {
  return {
    id: COMMANDS.exportResults,
    async run(...args) {
      const picked = await pickExperiment(parts, 'results', args, { isHarmless: true });
      if (picked === undefined) return;
      const { ask, l10n, results, editor } = parts;
      const form = await ask.choose<ExportForm>({
        title: l10n.t('Export Results'),
        placeholder: l10n.t('As what?'),
        choices: [
          { label: l10n.t('Markdown'), description: l10n.t('for a review'), value: 'markdown' },
          { label: l10n.t('CSV'), description: l10n.t('the measurements, for a spreadsheet'), value: 'csv' },
          { label: l10n.t('JSON'), description: l10n.t('for a program'), value: 'json' },
        ],
      });
      // Plain text where the editor has no language for it.
      if (form !== undefined) await editor.create(results.text([picked], form), form);
    },
  };
}
