// `npm run cluster`: a Kubernetes control plane with the Argo Rollouts controller, until Ctrl+C.

import { clusterHelp, readClusterOptions } from './options.ts';
import { describeFailure } from './process/failure.ts';
import { runCluster } from './run.ts';

try {
  const options = readClusterOptions(process.argv.slice(2));
  if (options.help) console.log(clusterHelp);
  else await runCluster(options);
} catch (error) {
  console.error(describeFailure(error));
  process.exitCode = 1;
}
