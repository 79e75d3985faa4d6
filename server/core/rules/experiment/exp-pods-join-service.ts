import { matches } from '../../kube/selector.ts';
import { readCalls } from '../../model/analysis-call.ts';
import { readBodies } from '../../model/experiment-body.ts';
import { readHost } from '../../model/host.ts';
import { textsAt } from '../../model/reading.ts';
import { isTemplated } from '../../workspace/file.ts';
import { sharesNamespace } from '../../workspace/namespace.ts';
import type { Placed } from '../../workspace/workspace.ts';
import { entryOf, valueAt, type YamlNode } from '../../yaml/node.ts';
import type { Rule } from '../engine/rule.ts';

export const expPodsJoinService: Rule = {
  id: 'exp-pods-join-service',
  title: 'Pods join a Service of others',
  docs: 'A Service sends requests to every pod that has the labels it selects. When the pods of an Experiment have them too, they serve production traffic for as long as they are ready. A Service that the Experiment mentions by name is taken as meant.',
  severity: 'warning',
  kinds: ['Experiment'],
  needs: 'workspace',
  *check({ root, document, file, workspace, isWhole }) {
    if (!isWhole) return;
    const own = { file, document };
    const services = workspace.definitions('Service').filter(at => {
      const { name } = at.document.content.identity;
      const isNear = sharesNamespace(own, at, workspace) && !isTemplated(at.document);
      return isNear && name !== undefined && !isMentioned(name, root, document.text);
    });
    for (const { pods } of readBodies(root, 'Experiment').flatMap(body => body.templates)) {
      const labels = textsAt(pods, 'metadata', 'labels');
      const entry = entryOf(valueAt(pods, 'metadata'), 'labels');
      const joined = services.find(at => selects(at, labels));
      const nameNode = joined?.document.content.identity.nameNode;
      if (!entry || !joined || !nameNode) continue;
      yield {
        range: entry.key.range,
        message: `Service \`${nameNode.text}\` selects these labels: the pods of the Experiment get its traffic. Give them other labels.`,
        related: [{ in: joined, range: nameNode.range, message: 'the Service' }],
      };
    }
  },
};

/** As the host that an analysis calls: then it was made for the experiment. */
function isMentioned(name: string, root: YamlNode | undefined, text: string): boolean {
  const values = readCalls(root, 'Experiment').flatMap(call => call.args.flatMap(({ value }) => value?.text ?? []));
  return values.some(value => readHost(value)?.name === name) || text.includes(`://${name}`);
}

function selects({ document }: Placed, labels: Readonly<Record<string, string>>): boolean {
  const selector = textsAt(document.content.yaml.root, 'spec', 'selector');
  return Object.keys(selector).length > 0 && matches({ matchLabels: selector }, labels);
}
