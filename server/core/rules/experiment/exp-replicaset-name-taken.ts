import { controllerOf } from '../../kube/object.ts';
import { literal, readBodies } from '../../model/experiment-body.ts';
import { homeOnCluster } from '../../workspace/on-cluster.ts';
import type { Rule } from '../engine/rule.ts';

export const expReplicaSetNameTaken: Rule = {
  id: 'exp-replicaset-name-taken',
  title: 'Name of the ReplicaSet is taken',
  docs: 'The ReplicaSet of a template is called `<experiment>-<template>`. When somebody else has one of that name in the namespace, the controller takes it for a collision of hashes and tries again without end: the Experiment stays Pending for ever, its deadline never starts, and its status grows with every pass.',
  severity: 'warning',
  kinds: ['Experiment'],
  needs: 'cluster',
  *check({ root, document, file, workspace, isWhole }) {
    const owner = document.content.identity.name;
    const home = homeOnCluster({ file, document }, workspace);
    if (!isWhole || owner === undefined || !home) return;
    for (const { name: template } of readBodies(root, 'Experiment').flatMap(body => body.templates)) {
      const name = literal(template);
      if (!template || !name) continue;
      const full = `${owner}-${name}`;
      const taken = home.cluster.find({ kind: 'ReplicaSet', name: full, namespace: home.namespace });
      const holder = taken && controllerOf(taken);
      if (!taken || (holder?.kind === 'Experiment' && holder.name === owner)) continue;
      const whose = holder ? ` of ${holder.kind} \`${holder.name}\`` : '';
      yield {
        range: template.range,
        message: `A ReplicaSet \`${full}\`${whose} is in ${home.words} already. The Experiment stays Pending for ever, and its status grows with every pass. Rename the template or the Experiment.`,
      };
    }
  },
};
