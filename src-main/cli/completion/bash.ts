import type { CompletedCommand, CompletionModel, Value } from './model.js'

/** A completion script for bash 3.2 and later. */
export function bashScript({ commands, common }: CompletionModel): string {
  const names = commands.map(({ name }) => name)
  const shared = common.flatMap(({ long, short }) => [long, ...(short ? [short] : [])])
  const values = [
    ...commands.flatMap(({ name, options }) => options.map(({ long, value }) => ({ at: `${name}:${long}`, value }))),
    ...common.map(({ long, value }) => ({ at: `*:${long}`, value })),
  ].flatMap(({ at, value }) => (value ? [`    ${at}) ${offer(value)}; return ;;`] : []))
  return `# bash completion for hive-migrate
_hive_migrate() {
  local cur prev cmd i IFS=$'\\n'
  COMPREPLY=()
  cur=\${COMP_WORDS[COMP_CWORD]}
  prev=\${COMP_WORDS[COMP_CWORD-1]}
  cmd=
  for ((i = 1; i < COMP_CWORD; i++)); do
    case \${COMP_WORDS[i]} in
      ${names.join('|')}) cmd=\${COMP_WORDS[i]}; break ;;
    esac
  done
  case $cmd:$prev in
${values.join('\n')}
  esac
  if [[ $cur == -* ]]; then
    case $cmd in
${commands.map((command) => `      ${command.name}) _hive_migrate_words ${optionsOf(command)} ;;`).join('\n')}
    esac
    _hive_migrate_words ${shared.join(' ')}
    return
  fi
  case $cmd in
    '') _hive_migrate_words ${names.join(' ')} ;;
${commands.flatMap(({ name, argument }) => (argument ? [`    ${name}) ${offer(argument)} ;;`] : [])).join('\n')}
  esac
}
_hive_migrate_words() {
  local word
  for word; do
    [[ $word == "$cur"* ]] && COMPREPLY+=("$word")
  done
}
_hive_migrate_files() {
  compopt -o filenames 2>/dev/null
  COMPREPLY=($(compgen "$1" -- "$cur"))
}
complete -F _hive_migrate hive-migrate
`
}

const optionsOf = ({ options }: CompletedCommand) => options.map(({ long }) => long).join(' ')

function offer(value: Value): string {
  if (value.kind === 'choice') return `_hive_migrate_words ${value.choices.join(' ')}`
  return value.kind === 'text' ? ':' : `_hive_migrate_files ${value.kind === 'file' ? '-f' : '-d'}`
}
