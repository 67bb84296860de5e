import type { CompletedOption, CompletionModel, Value } from './model.js'

/** A completion script for zsh: a file `_hive-migrate` in the fpath, or sourced after compinit. */
export function zshScript({ commands, common }: CompletionModel): string {
  const described = commands.map(({ name, text }) => `    ${quote(`${name}:${text}`)}`)
  const cases = commands.map(({ name, options, argument }) => {
    const parts = [...options, ...common].flatMap(spec)
    const rest = argument ? [quote(`1:${name}:${action(argument)}`)] : []
    return `        ${name}) _arguments ${[...parts, ...rest].join(' ')} ;;`
  })
  return `#compdef hive-migrate
_hive_migrate() {
  local context state line
  typeset -A opt_args
  local -a commands
  commands=(
${described.join('\n')}
  )
  _arguments -C ${common.flatMap(spec).join(' ')} '1:command:->command' '*::argument:->argument'
  case $state in
    command) _describe command commands ;;
    argument)
      case $words[1] in
${cases.join('\n')}
      esac ;;
  esac
}
if [ "$funcstack[1]" = _hive_migrate ] || [ "$funcstack[1]" = _hive-migrate ]; then
  _hive_migrate "$@"
else
  compdef _hive_migrate hive-migrate
fi
`
}

function spec({ long, short, text, value }: CompletedOption): string[] {
  const about = text.replaceAll(/[[\]:]/g, (mark) => `\\${mark}`)
  const after = value ? `:value:${action(value)}` : ''
  return [long, ...(short ? [short] : [])].map((flag) => quote(`${flag}[${about}]${after}`))
}

function action(value: Value): string {
  if (value.kind === 'choice') return `(${value.choices.join(' ')})`
  return { file: '_files', folder: '_files -/', text: '' }[value.kind]
}

const quote = (text: string) => `'${text.replaceAll("'", "'\\''")}'`
