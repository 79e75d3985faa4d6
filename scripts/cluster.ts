// `npm run cluster`: a Kubernetes control plane with the Argo Rollouts controller, until Ctrl+C.
import { describeFailure } from './cluster/failure.ts';
import { clusterHelp, readClusterOptions } from './cluster/options.ts';
import { runCluster } from './cluster/run.ts';

try {
  const options = readClusterOptions(process.argv.slice(2));
  if (options.help) console.log(clusterHelp);
  else await runCluster(options);
} catch (error) {
  console.error(describeFailure(error));
  process.exitCode = 1;
}
