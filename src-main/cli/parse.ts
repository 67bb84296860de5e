import { CommanderError } from 'commander'
import { HiveError } from '../engine/errors.js'
import type { Command, CommonOptions, Parsed } from './options.js'
import { createProgram } from './program.js'
import { assertSampleAlone } from './sample.js'

/**
 * Reads the arguments. Throws HM-USAGE for whatever it does not understand, in commander's words: they name the option
 * and often the one that was meant. `color`: whether the headings of a help text may stand out.
 */
export function parse(args: string[], version: string, color: boolean): Parsed {
  const json = wantsJson(args)
  const chosen: Command[] = []
  let shown = ''
  const show = (text: string) => (shown += text)
  const scripts: string[] = []
  const choose = (command: Command) => void chosen.push(command)
  const program = createProgram({ version, color, show, choose, script: (text) => scripts.push(text) })
  try {
    program.parse(args, { from: 'user' })
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error
    if (error.code === 'commander.version') return { kind: 'text', key: 'version', text: shown, exit: 0, json }
    // No command at all is a mistake, but what helps is the list of commands.
    const asked = error.exitCode === 0
    const [word, topic] = args
    const commands = program.commands.map((command) => command.name())
    if (!asked && word === 'help' && topic !== undefined) throw new HiveError('HM-USAGE', `Unknown command '${topic}'.`)
    if (asked || (error.code === 'commander.help' && !json)) {
      return { kind: 'text', key: 'help', text: shown, exit: asked ? 0 : 2, json }
    }
    throw usageError(error, args, commands)
  }
  const [script] = scripts
  if (script !== undefined) return { kind: 'text', key: 'completion', text: script, exit: 0, json }
  const [command] = chosen
  if (!command) throw new HiveError('HM-USAGE', 'No command was given.')
  const common = toCommon(program.opts())
  assertSampleAlone(command, common)
  return { kind: 'command', command, common }
}

/** Whether JSON was asked for; needed before parsing, since what cannot be parsed is answered in the same form. */
export function wantsJson(args: string[]): boolean {
  return beforeTerminator(args).includes('--json')
}

/** Whether progress was asked for as NDJSON; then stderr holds nothing else. */
export function wantsProgressJson(args: string[]): boolean {
  const options = beforeTerminator(args)
  return options.some((word, at) => word === '--progress=json' || (word === 'json' && options[at - 1] === '--progress'))
}

function beforeTerminator(args: string[]): string[] {
  const end = args.indexOf('--')
  return end < 0 ? args : args.slice(0, end)
}

function usageError(error: CommanderError, args: string[], names: string[]): HiveError {
  if (error.code === 'commander.help') return new HiveError('HM-USAGE', 'No command was given.')
  const message = error.message
    .replace(/^error: /, '')
    .replaceAll(/\s+/g, ' ')
    .trim()
  const sentence = message.charAt(0).toUpperCase() + message.slice(1)
  const name = args.find((word) => names.includes(word))
  const known = name !== undefined && error.code !== 'commander.unknownCommand'
  return new HiveError('HM-USAGE', /[.?!)]$/.test(sentence) ? sentence : `${sentence}.`, {
    fix: known ? `See \`hive-migrate ${name} --help\`.` : undefined,
  })
}

function toCommon(options: { json?: true; progress?: 'json'; yes?: true; home?: string }): CommonOptions {
  return {
    json: options.json ?? false,
    progress: options.progress ?? 'human',
    yes: options.yes ?? false,
    home: options.home,
  }
}
