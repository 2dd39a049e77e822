import { ALONE, type OfferedOption, type OfferedVerb } from './offered.ts';

/** A completion script for bash 4 or newer, which needs nothing else: the package bash-completion may be absent. */
export function bashScript(verbs: readonly OfferedVerb[]): string {
  const names = verbs.map(({ verb }) => verb).join(' ');
  const alone = ALONE.map(({ long }) => long).join(' ');
  return `# bash completion for weighbridge. In ~/.bashrc: source <(weighbridge completion bash)
_weighbridge() {
  local line=\${COMP_LINE:0:COMP_POINT} words='' files='' prefix=''
  # The word as it was typed: bash cuts it at = and : and hands over only the rest ($2), which is all that gets replaced.
  local whole=\${line##*[[:space:]]}
  local -a before
  read -ra before <<< "\${line%"$whole"}"
  local cur=$whole option=\${before[-1]} kept=\${whole%"$2"}
  if [[ $cur == --*=* ]]; then option=\${cur%%=*} prefix=\${cur%%=*}= cur=\${cur#*=}; fi
  if (( COMP_CWORD == 1 )); then words='${names} help ${alone}'
  elif [[ \${COMP_WORDS[1]} == help ]]; then words='${names}'
  else
    case $option in
${valueCases(verbs).join('\n')}
      *)
        case \${COMP_WORDS[1]} in
${verbs.map(verbCase).join('\n')}
        esac ;;
    esac
  fi
  mapfile -t COMPREPLY < <(compgen -P "$prefix" -W "$words" -- "$cur")
  COMPREPLY=("\${COMPREPLY[@]#"$kept"}")
  if [[ $files ]]; then
    local -a found
    mapfile -t found < <(compgen -f -- "$2")
    COMPREPLY+=("\${found[@]}")
    # Blanks in names are quoted and folders get their slash; outside of a completion there is nothing to set.
    compopt -o filenames 2>/dev/null
  fi
}
complete -F _weighbridge weighbridge
`;
}

/** What may stand behind an option that takes a value. An option means the same for every verb. */
function valueCases(verbs: readonly OfferedVerb[]): readonly string[] {
  const options = new Map(verbs.flatMap((verb) => verb.options.map((option) => [option.names[0], option] as const)));
  const cases = new Map<string, string[]>();
  for (const option of options.values()) {
    if (option.value === null) continue;
    const action = actionOf(option);
    cases.set(action, [...(cases.get(action) ?? []), ...option.names]);
  }
  return [...cases].map(([action, names]) => `      ${names.join('|')}) ${action} ;;`);
}

function actionOf({ values, takesFile }: OfferedOption): string {
  const actions = [...(values.length === 0 ? [] : [`words='${values.join(' ')}'`]), ...(takesFile ? ['files=1'] : [])];
  return actions.join(' ') || ':';
}

/** Arguments where the verb has some to offer, else its options at once. */
function verbCase({ verb, options, words, takesFiles }: OfferedVerb): string {
  const all = options.flatMap(({ names }) => names.filter((name) => name.startsWith('--'))).join(' ');
  const argument = takesFiles ? 'files=1' : `words='${words.join(' ')}'`;
  const isOffered = takesFiles || words.length > 0;
  const body = isOffered ? `if [[ $cur == -* ]]; then words='${all}'; else ${argument}; fi` : `words='${all}'`;
  return `          ${verb}) ${body} ;;`;
}
