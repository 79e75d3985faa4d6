// `npm run test:cluster`: the tests on a real cluster. Its last line is `N passed, N failed`.
import { Aborted } from './cluster/process/abort.ts';
import { describeFailure } from './cluster/process/failure.ts';
import { readTestOptions, testHelp } from './cluster-tests/options.ts';
import { runTests } from './cluster-tests/test-run.ts';
import { lastLine, table } from './test-report.ts';

try {
  const options = readTestOptions(process.argv.slice(2));
  if (options.help) {
    console.log(testHelp);
  } else {
    const results = await runTests(options);
    console.log(`\n${table(results)}\n\n${lastLine(results)}`);
    process.exitCode = results.every(({ counts }) => counts.failed === 0) ? 0 : 1;
  }
} catch (error) {
  if (error instanceof Aborted) console.error('Ended before all tests had run; nothing is left running.');
  else console.error(describeFailure(error));
  console.log('0 passed, 1 failed');
  process.exit(1); // what goes on meanwhile, such as an installation, ends with us
}
