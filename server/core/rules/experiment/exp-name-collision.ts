import { literal, readBodies } from '../../model/experiment-body.ts';
import { sharesNamespace } from '../../workspace/namespace.ts';
import type { Placed } from '../../workspace/workspace.ts';
import type { YamlScalar } from '../../yaml/node.ts';
import { renameTwin } from '../engine/fix.ts';
import type { Rule } from '../engine/rule.ts';

interface Owner {
  readonly at: Placed;
  readonly template: YamlScalar;
}

export const expNameCollision: Rule = {
  id: 'exp-name-collision',
  title: 'Two Experiments make one name',
  docs: 'ReplicaSets are called `<experiment>-<template>`, so that the template `b-c` of `a` and the template `c` of `a-b` want the same one. The second Experiment stays Pending for ever, and its status grows with every pass.',
  severity: 'warning',
  kinds: ['Experiment'],
  needs: 'workspace',
  *check({ root, document, file, workspace, isWhole }) {
    const owner = document.content.identity.name;
    if (!isWhole || owner === undefined || !workspace.knowsNames('Experiment')) return;
    const others = workspace.definitions('Experiment').filter(at => {
      const { name } = at.document.content.identity;
      return name !== owner && mayCollide(owner, name) && sharesNamespace({ file, document }, at, workspace);
    });
    if (others.length === 0) return;
    const taken = new Map(others.flatMap(at => replicaSets(at).map(({ name, template }) => [name, { at, template }])));
    const own = readBodies(root, 'Experiment').flatMap(body => body.templates);
    const names = new Set(own.flatMap(each => each.name?.text ?? []));
    for (const { name: template } of own) {
      const name = literal(template);
      const other: Owner | undefined = name ? taken.get(`${owner}-${name}`) : undefined;
      if (!template || !other) continue;
      yield {
        range: template.range,
        message: `The ReplicaSet \`${owner}-${name}\` is also that of the template \`${other.template.text}\` of Experiment \`${other.at.document.content.identity.name}\`. Whichever comes second stays Pending for ever. Rename one.`,
        related: [{ in: other.at, range: other.template.range, message: 'the other template' }],
        fixes: renameTwin(template, names),
      };
    }
  },
};

/** One name must be the beginning of the other, up to a dash. */
function mayCollide(a: string, b: string | undefined): boolean {
  return b !== undefined && (a.startsWith(`${b}-`) || b.startsWith(`${a}-`));
}

function replicaSets({ document }: Placed): readonly { readonly name: string; readonly template: YamlScalar }[] {
  const { yaml, identity } = document.content;
  return readBodies(yaml.root, identity.kind)
    .flatMap(body => body.templates)
    .flatMap(({ name }) => (name && literal(name) ? [{ name: `${identity.name}-${name.text}`, template: name }] : []));
}
