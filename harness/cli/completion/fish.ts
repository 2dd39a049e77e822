import { ALONE, type OfferedOption, type OfferedVerb } from './offered.ts';

/** A completion script for fish. */
export function fishScript(verbs: readonly OfferedVerb[]): string {
  const first = [...verbs, { verb: 'help', describe: 'Show the help of a command' }];
  const lines = [
    ...ALONE.map(({ long, describe }) => `${at('')} -l ${long.slice(2)} -d ${quoted(describe)}`),
    ...first.map(({ verb, describe }) => `${at('')} -a ${verb} -d ${quoted(describe)}`),
    `${at('help')} -a ${quoted(verbs.map(({ verb }) => verb).join(' '))}`,
    ...verbs.flatMap(verbLines),
  ];
  return `# fish completion for weighbridge. In ~/.config/fish/config.fish: weighbridge completion fish | source
function __weighbridge_verb
    set -l words (commandline -opc)
    test "$words[2]" = "$argv[1]"
end
complete -c weighbridge -e
complete -c weighbridge -f
${lines.join('\n')}
`;
}

/** Lines that hold behind one verb; '' is where the verb itself is typed. */
const at = (verb: string): string => `complete -c weighbridge -n ${quoted(`__weighbridge_verb ${verb || "''"}`)}`;

function verbLines({ verb, words, takesFiles, options }: OfferedVerb): readonly string[] {
  const argument = takesFiles ? [`${at(verb)} -F`] : words.length > 0 ? [`${at(verb)} -a ${quoted(words.join(' '))}`] : [];
  return [...argument, ...options.map((option) => `${at(verb)} ${optionPart(option)}`)];
}

function optionPart({ names, describe, value, values, takesFile }: OfferedOption): string {
  const spelled = names.map((name) => (name.startsWith('--') ? `-l ${name.slice(2)}` : `-s ${name.slice(1)}`));
  const offered = values.length === 0 ? '' : ` -a ${quoted(values.join(' '))}`;
  const kind = value === null ? '' : `${takesFile ? ' -r -F' : ' -x'}${offered}`;
  return `${spelled.join(' ')}${kind} -d ${quoted(describe)}`;
}

/** In single quotes fish reads only a backslash in front of a quote or another backslash as something else. */
const quoted = (text: string): string => `'${text.replaceAll(/[\\']/g, '\\$&')}'`;
