/** How a phase looks: a codicon, a theme colour, and the words a screen reader says. Colour never stands alone. */
import type { Phase, TemplatePhase } from '../../../server/protocol.ts';
import type { PodState } from './view.ts';

export interface PhaseLook {
  /** Name of a codicon. */
  readonly icon: string;
  /** Id of a theme colour; absent: that of the text. */
  readonly color?: string;
}

// What is still on its way is never red.
const WAITING: PhaseLook = { icon: 'clock', color: 'testing.iconQueued' };
const MOVING: PhaseLook = { icon: 'sync~spin', color: 'charts.blue' };
const WELL: PhaseLook = { icon: 'pass', color: 'testing.iconPassed' };
const FAILED: PhaseLook = { icon: 'error', color: 'testing.iconFailed' };
const BROKEN: PhaseLook = { icon: 'warning', color: 'testing.iconErrored' };
const OPEN: PhaseLook = { icon: 'question', color: 'charts.yellow' };
const NOTHING: PhaseLook = { icon: 'circle-outline', color: 'testing.iconUnset' };

const PHASES: Readonly<Record<Phase | '', PhaseLook>> = {
  '': NOTHING,
  Pending: WAITING,
  Running: MOVING,
  Successful: WELL,
  Failed: FAILED,
  Error: BROKEN,
  Inconclusive: OPEN,
};

export function lookOfAnalysis(phase: Phase | ''): PhaseLook {
  return { ...PHASES[phase], icon: 'graph-line' };
}

export function lookOfMetric(phase: Phase | ''): PhaseLook {
  return { ...PHASES[phase], icon: 'pulse' };
}

export function lookOfMeasurement(phase: Phase | ''): PhaseLook {
  return PHASES[phase];
}

export function lookOfExperiment(phase: Phase | ''): PhaseLook {
  return PHASES[phase];
}

export const LOOK_OF_PAUSED: PhaseLook = { icon: 'debug-pause', color: 'charts.blue' };
export const LOOK_OF_HANG: PhaseLook = { icon: 'debug-disconnect', color: 'problemsWarningIcon.foreground' };
export const LOOK_OF_REFUSED: PhaseLook = { icon: 'circle-slash', color: 'problemsErrorIcon.foreground' };

export function lookOfTemplate(phase: TemplatePhase | ''): PhaseLook {
  switch (phase) {
    case 'Failed':
      return { icon: 'layers', color: 'testing.iconFailed' };
    case 'Error':
      return { icon: 'layers', color: 'testing.iconErrored' };
    case 'Running':
      return { icon: 'layers-active', color: 'charts.blue' };
    case 'Successful':
      return { icon: 'layers', color: 'testing.iconPassed' };
    case 'Progressing':
    case '':
      return { icon: 'layers', color: 'testing.iconQueued' };
  }
}

export function lookOfPod(phase: PodState, ready: boolean): PhaseLook {
  switch (phase) {
    case 'Running':
      return ready ? { icon: 'vm-running', color: 'testing.iconPassed' } : { icon: 'vm', color: 'testing.iconQueued' };
    case 'Waiting':
      return { icon: 'vm-pending', color: 'problemsWarningIcon.foreground' };
    case 'Pending':
      return { icon: 'vm-pending', color: 'testing.iconQueued' };
    case 'Failed':
      return { icon: 'vm-outline', color: 'testing.iconFailed' };
    case 'Succeeded':
    case 'Terminating':
    case 'Deleted':
      return { icon: 'vm-outline', color: 'testing.iconUnset' };
  }
}
