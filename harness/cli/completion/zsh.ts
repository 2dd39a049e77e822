import { ALONE, type OfferedOption, type OfferedVerb } from './offered.ts';

/** A completion script for zsh: to be sourced behind `compinit`, or saved as `_weighbridge` in a folder of `fpath`. */
export function zshScript(verbs: readonly OfferedVerb[]): string {
  const described = verbs.map(({ verb, describe }) => `        ${quoted(`${escaped(verb)}:${describe}`)}`);
  return `#compdef weighbridge
# In ~/.zshrc, behind compinit: source <(weighbridge completion zsh)
_weighbridge_or_files() {
  _alternative "values:value:($*)" 'files:file:_files'
}
_weighbridge() {
  local curcontext=$curcontext state
  local -a line verbs
  _arguments -C ${ALONE.map(({ long, describe }) => quoted(`(- *)${long}[${describe}]`)).join(' ')} '1: :->verb' '*:: :->behind'
  case $state in
    verb)
      verbs=(
${described.join('\n')}
        'help:Show the help of a command'
      )
      _describe -t commands command verbs ;;
    behind)
      case $line[1] in
        help) _values command ${verbs.map(({ verb }) => verb).join(' ')} ;;
${verbs.map(verbCase).join('\n')}
      esac ;;
  esac
}
if [[ $funcstack[1] == _weighbridge ]]; then _weighbridge "$@"; else compdef _weighbridge weighbridge; fi
`;
}

function verbCase({ verb, options, words, takesFiles }: OfferedVerb): string {
  const argument = takesFiles ? '*:file:_files' : words.length > 0 ? `1:word:(${words.join(' ')})` : '*: :()';
  const specs = [...options.flatMap(optionSpecs), argument].map((spec) => `            ${quoted(spec)}`);
  return `        ${verb})\n          _arguments -s \\\n${specs.join(' \\\n')} ;;`;
}

/** One specification per spelling, each of which rules the others out unless the option may be repeated. */
function optionSpecs({ names, describe, value, values, takesFile, mayRepeat }: OfferedOption): readonly string[] {
  const argument = value === null ? '' : `:${escaped(value)}:${actionOf(values, takesFile)}`;
  const others = names.length === 1 ? '' : `(${names.join(' ')})`;
  const explained = `[${describe.replaceAll(/[\\\]]/g, '\\$&')}]${argument}`;
  return names.map((name) => {
    const joint = value === null ? '' : name.startsWith('--') ? '=' : '+';
    return `${mayRepeat ? '*' : others}${name}${joint}${explained}`;
  });
}

function actionOf(values: readonly string[], takesFile: boolean): string {
  if (!takesFile) return values.length === 0 ? ' ' : `(${escaped(values.join(' '))})`;
  return values.length === 0 ? '_files' : ` _weighbridge_or_files ${values.join(' ')}`;
}

/** Colons divide the parts of a specification. */
const escaped = (text: string): string => text.replaceAll(/[\\:]/g, '\\$&');

const quoted = (text: string): string => `'${text.replaceAll("'", "'\\''")}'`;
