/** Rehearses an experiment in two versions of its files, or two experiments, in one scenario, and shows both side by side. */
import type { Runnable } from '../../server/protocol.ts';
import { locate } from '../experiments/places/row-actions.ts';
import type { RunChoice, RunRequest } from '../experiments/ports/source.ts';
import { nodeId } from '../experiments/view/node-id.ts';
import { COMMANDS } from '../ids.ts';
import { type Command, type Parts, tellFailure } from './command.ts';
import { pickRunnable, titleOf } from './pick-runnable.ts';

export function compareVersions(parts: Parts): Command {
  return {
    id: COMMANDS.compareVersions,
    async run(...args) {
      const { ask, l10n, results, targets, tell } = parts;
      const here = targets.find(({ place }) => place.playback !== undefined);
      const runnable = await pickRunnable(parts, args);
      if (here === undefined || runnable === undefined) return;
      const other = await chooseOther(parts, runnable);
      if (other === undefined) return;
      const [usual, ...others] = here.choices(runnable);
      const scenario =
        others.length === 0
          ? usual
          : await ask.choose<RunChoice>({
              title: l10n.t('Compare {0}', titleOf(runnable, l10n)),
              placeholder: l10n.t('What happens?'),
              choices: [...(usual ? [usual] : []), ...others].map(choice => ({ ...choice, value: choice })),
            });
      if (scenario === undefined) return;
      const title = scenario.request.scenario?.title ?? '';
      const begin = async (request: RunRequest) => {
        const started = await here.place.actions.run(request);
        if (!started.ok) await tellFailure(parts, started.failure);
        const node = started.ok ? nodeId({ source: here.place.source.id, experiment: started.value }) : '';
        return locate(parts.places, node);
      };
      const now = await begin(scenario.request);
      const then =
        now &&
        (await begin({
          runnable: other.runnable,
          scenario: { ...scenario.request.scenario, title: l10n.t('{0}, {1}', title, other.name) },
          ...(other.texts ? { texts: other.texts } : {}),
        }));
      if (now === undefined || then === undefined) return;
      results.show([now, then]);
      if (other.hasChanged === false) {
        await tell.say('info', l10n.t('Nothing that {0} is made of has changed since the last commit.', runnable.name));
      }
    },
  };
}

/** The other side of the comparison. */
interface Other {
  readonly runnable: Runnable;
  /** A few words for the title of its rehearsal. */
  readonly name: string;
  readonly texts?: Readonly<Record<string, string>>;
  readonly hasChanged?: boolean;
}

async function chooseOther(parts: Parts, runnable: Runnable): Promise<Other | undefined> {
  const { ask, l10n, tell } = parts;
  const committed = await committedTexts(parts, runnable);
  const inFiles = (await parts.editor.openFiles()).filter(uri => uri !== runnable.uri);
  const files = await Promise.all(inFiles.map(async uri => await parts.requests.runnables(uri)));
  const others = files.flatMap(answer => (answer.ok ? answer.value : []));
  if (committed === undefined && others.length === 0) {
    const message = l10n.t(
      'There is no other version of {0}: its file is in no commit, and no other open file holds an Experiment.',
      titleOf(runnable, l10n),
    );
    await tell.say('info', message);
    return undefined;
  }
  const last: Other | undefined = committed && { runnable, name: l10n.t('last commit'), ...committed };
  return await ask.choose<Other>({
    title: l10n.t('Compare {0}', titleOf(runnable, l10n)),
    placeholder: l10n.t('With which version?'),
    choices: [
      ...(last ? [{ label: l10n.t('Last commit'), description: 'HEAD', icon: 'git-commit', value: last }] : []),
      ...others.map(each => {
        const file = each.uri.slice(each.uri.lastIndexOf('/') + 1);
        return { label: titleOf(each, l10n), description: file, icon: 'file', value: { runnable: each, name: file } };
      }),
    ],
  });
}

/** Of its file and those of its templates. `undefined`: its own file is in no commit. */
async function committedTexts(
  { requests, versions, editor }: Parts,
  { uri }: Runnable,
): Promise<{ readonly texts: Readonly<Record<string, string>>; readonly hasChanged: boolean } | undefined> {
  const written = await requests.measuredPlaces(uri);
  const places = written.ok ? written.value.flatMap(({ places: all }) => all) : [];
  const uris = [...new Set([uri, ...places.map(place => place.uri)])];
  const texts: Record<string, string> = {};
  let hasChanged = false;
  for (const each of uris) {
    const text = await versions.committed(each);
    if (text === undefined) continue;
    texts[each] = text;
    hasChanged ||= text !== (await editor.textOf(each));
  }
  return texts[uri] === undefined ? undefined : { texts, hasChanged };
}
