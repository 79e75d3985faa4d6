/**
 * `node test/fixes/main.ts [--applications N] [--seed N] [--show N] [--only NAME] [--brief]`: applies fixes to mutated fixtures until N have been applied, and
 * prints those that did not hold, by rule.
 */
import { parseArgs } from 'node:util';
import { newService } from '../support/service.ts';
import { mutatedScenes, plainScenes } from './scenes.ts';
import { type Application, Prover } from './trial.ts';

const { values } = parseArgs({
  options: {
    applications: { type: 'string', default: '10000' },
    seed: { type: 'string', default: '1' },
    show: { type: 'string', default: '10' },
    only: { type: 'string' },
    brief: { type: 'boolean', default: false },
  },
});

const wanted = Number(values.applications);
const prover = new Prover(newService());
const faults = new Map<string, { readonly name: string; readonly application: Application }[]>();
let applied = 0;

function* scenes() {
  yield* plainScenes();
  yield* mutatedScenes(Number(values.seed));
}

for (const { name, scene } of scenes()) {
  if (values.only !== undefined && !name.includes(values.only)) continue;
  for (const application of prover.apply(scene)) {
    applied++;
    if (application.faults.length === 0) continue;
    const key = `${application.problem.rule}: ${application.fix.title.replaceAll(/`[^`]*`/g, '…')}`;
    faults.set(key, [...(faults.get(key) ?? []), { name, application }]);
  }
  if (applied >= wanted) break;
}

for (const [key, found] of [...faults].sort((a, b) => b[1].length - a[1].length).slice(0, Number(values.show))) {
  const [first] = found;
  console.log(`\n=== ${key} (${found.length} times), for example ${first?.name}`);
  for (const fault of first?.application.faults ?? []) console.log(`  ${fault}`);
  if (values.brief) continue;
  console.log(first?.application.before.files[first.application.before.uri]);
  console.log('--- after');
  console.log(first?.application.after.files[first.application.after.uri]);
}
const count = [...faults.values()].reduce((sum, found) => sum + found.length, 0);
console.log(`\n${applied} fixes applied, ${count} did not hold, of ${faults.size} kinds (seed ${values.seed}).`);
process.exitCode = count === 0 ? 0 : 1;
