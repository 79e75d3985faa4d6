/** Names of the Jobs that the controller makes for job metrics: `<uid of the run>.<metric>.<number of the measurement>`. */
import { refuseSubdomain } from './name.ts';

const NAME_LENGTH = 63;
const UID_LENGTH = 36;

/** What is left of the metric's name in the name of a Job, which has 63 characters at most. */
export function jobNamePart(metric: string, measurement: number): string {
  return metric.slice(0, NAME_LENGTH - UID_LENGTH - '..'.length - String(measurement).length);
}

/** Why the API refuses the Job of a measurement, or undefined. */
export function refuseJobNamePart(part: string): string | undefined {
  return part === '' ? 'it is empty' : refuseSubdomain(part);
}
