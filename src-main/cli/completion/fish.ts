import type { CompletedOption, CompletionModel, Value } from './model.js'

/** A completion script for fish. */
export function fishScript({ commands, common }: CompletionModel): string {
  const line = (...parts: string[]) => ['complete -c hive-migrate', ...parts].join(' ')
  return [
    '# fish completion for hive-migrate',
    line('-f'),
    ...common.map((option) => line(spec(option))),
    ...commands.flatMap(({ name, text, options, argument }) => {
      const here = `-n ${quote(`__fish_seen_subcommand_from ${name}`)}`
      return [
        line('-n __fish_use_subcommand', `-a ${name}`, `-d ${quote(text)}`),
        ...options.map((option) => line(here, spec(option))),
        ...(argument ? [line(here, offer(argument))] : []),
      ]
    }),
    '',
  ].join('\n')
}

function spec({ long, short, text, value }: CompletedOption): string {
  const names = [...(short ? [`-s ${short.slice(1)}`] : []), `-l ${long.slice(2)}`]
  return [...names, ...(value ? ['-r', offer(value)] : []), `-d ${quote(text)}`].filter((part) => part !== '').join(' ')
}

function offer(value: Value): string {
  if (value.kind === 'choice') return `-f -a ${quote(value.choices.join(' '))}`
  return { file: '-F', folder: "-f -a '(__fish_complete_directories)'", text: '-f' }[value.kind]
}

const quote = (text: string) => `'${text.replaceAll(/['\\]/g, (mark) => `\\${mark}`)}'`
