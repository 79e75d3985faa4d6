/** `argo-experiments completion SHELL`: a script for the shell, made of the commands themselves. */
import { Argument, type Command, type Option } from 'commander';
import { type AddCommand, UsageError } from './command.ts';

const SHELLS = { bash, zsh, fish } as const satisfies Record<string, (commands: readonly Completed[]) => string>;

interface Completed {
  readonly name: string;
  readonly description: string;
  readonly options: readonly Option[];
  /** Words that its first argument can be. */
  readonly words: readonly string[];
}

export const addCompletion: AddCommand = (program, { output }) => {
  program
    .command('completion')
    .description('Print a completion script: `source <(argo-experiments completion bash)`.')
    .addArgument(new Argument('<shell>', 'bash, zsh or fish').choices(Object.keys(SHELLS)))
    .action((shell: string) => {
      const make = Object.entries(SHELLS).find(([name]) => name === shell)?.[1];
      if (!make) throw new UsageError(`Unknown shell "${shell}".`);
      output.out(make(program.commands.map(completed)));
    });
};

function completed(command: Command): Completed {
  return {
    name: command.name(),
    description: command.description(),
    options: command.options,
    words: command.registeredArguments.flatMap(argument => argument.argChoices ?? []),
  };
}

function longOptions(options: readonly Option[]): readonly string[] {
  return [...options.flatMap(({ long }) => (long ? [long] : [])), '--help'];
}

function bash(commands: readonly Completed[]): string {
  const cases = commands.map(({ name, options, words }) => {
    const values = options.flatMap(({ long, argChoices }) =>
      long && argChoices
        ? [`        ${long}) COMPREPLY=($(compgen -W "${argChoices.join(' ')}" -- "$word")); return ;;`]
        : [],
    );
    const choices = values.length === 0 ? [] : ['      case "$previous" in', ...values, '      esac'];
    return [
      `    ${name})`,
      ...choices,
      `      [[ $word == -* ]] && COMPREPLY=($(compgen -W "${longOptions(options).join(' ')}" -- "$word")) && return`,
      ...(words.length === 0 ? [] : [`      COMPREPLY=($(compgen -W "${words.join(' ')}" -- "$word"))`]),
      '      ;;',
    ].join('\n');
  });
  return `_argo_experiments() {
  local word=\${COMP_WORDS[COMP_CWORD]} previous=\${COMP_WORDS[COMP_CWORD-1]}
  if ((COMP_CWORD == 1)); then
    COMPREPLY=($(compgen -W "${commands.map(({ name }) => name).join(' ')} --help --version" -- "$word"))
    return
  fi
  case "\${COMP_WORDS[1]}" in
${cases.join('\n')}
  esac
}
complete -o default -F _argo_experiments argo-experiments
`;
}

function zsh(commands: readonly Completed[]): string {
  const quoted = (text: string) => `'${text.replaceAll("'", "'\\''").replaceAll(':', '\\:')}'`;
  const listed = commands.map(({ name, description }) => `    ${quoted(name)}:${quoted(description)}`);
  const cases = commands.map(({ name, options, words }) => {
    const specs = options.map(({ long, description, argChoices, required, optional }) => {
      const value = argChoices ? `:value:(${argChoices.join(' ')})` : required || optional ? ':value:_files' : '';
      return `'${long}[${description.replaceAll("'", '').replaceAll(/[[\]:]/g, ' ')}]${value}'`;
    });
    const rest = words.length > 0 ? `'1:word:(${words.join(' ')})'` : "'*:file:_files'";
    return `      ${name}) _arguments ${[...specs, "'--help[print help]'", rest].join(' ')} ;;`;
  });
  return `#compdef argo-experiments
_argo_experiments() {
  local -a commands
  commands=(
${listed.join('\n')}
  )
  _arguments -C '1:command:->command' '*::argument:->argument'
  case $state in
    command) _describe command commands ;;
    argument)
      case $words[1] in
${cases.join('\n')}
      esac ;;
  esac
}
compdef _argo_experiments argo-experiments
`;
}

function fish(commands: readonly Completed[]): string {
  const quoted = (text: string) => `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;
  const lines = commands.flatMap(({ name, description, options, words }) => {
    const inside = `complete -c argo-experiments -n '__fish_seen_subcommand_from ${name}'`;
    return [
      `complete -c argo-experiments -n __fish_use_subcommand -a ${name} -d ${quoted(description)}`,
      ...options.flatMap(({ long, description: about, argChoices, required }) =>
        long
          ? [
              `${inside} -l ${long.slice(2)} -d ${quoted(about)}` +
                (argChoices ? ` -x -a ${quoted(argChoices.join(' '))}` : required ? ' -r' : ''),
            ]
          : [],
      ),
      ...(words.length === 0 ? [] : [`${inside} -f -a ${quoted(words.join(' '))}`]),
    ];
  });
  return `${lines.join('\n')}\n`;
}
