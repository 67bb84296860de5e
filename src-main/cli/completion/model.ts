/** What can be completed, read from the program itself: a new option is in every script at once. */
import type { Command as Commander } from 'commander'
import { parts, scenarios, sizes } from '../values.js'

/** What follows an option, or stands alone behind a command. */
export type Value = { kind: 'file' | 'folder' | 'text' } | { kind: 'choice'; choices: string[] }

export type CompletedOption = { long: string; short: string | null; text: string; value: Value | null }

export type CompletedCommand = { name: string; text: string; options: CompletedOption[]; argument: Value | null }

export type CompletionModel = { commands: CompletedCommand[]; common: CompletedOption[] }

/** Every command and option of the program. */
export function completionModel(program: Commander): CompletionModel {
  const helper = program.createHelp()
  return {
    commands: helper.visibleCommands(program).map((command) => ({
      name: command.name(),
      text: command.summary() || command.description(),
      options: command.name() === 'help' ? [] : command.options.map(optionOf),
      argument: argumentOf(command, program),
    })),
    common: helper.visibleOptions(program).map(optionOf),
  }
}

type ProgramOption = Commander['options'][number]

function optionOf(option: ProgramOption): CompletedOption {
  const takes = option.required || option.optional
  return {
    long: option.long ?? option.flags,
    short: option.short ?? null,
    text: option.description,
    value: takes ? valueOf(option.flags, option.argChoices) : null,
  }
}

function argumentOf(command: Commander, program: Commander): Value | null {
  if (command.name() === 'help') return { kind: 'choice', choices: program.commands.map((each) => each.name()) }
  const [argument] = command.registeredArguments
  return argument ? valueOf(`<${argument.name()}>`, argument.argChoices) : null
}

/** Values that are no closed list, a number or several of them may stand there too, and yet have words to offer. */
const words: Record<string, readonly string[]> = {
  '--size': sizes,
  '--scenarios': Object.keys(scenarios),
  '--parts': Object.keys(parts),
}

function valueOf(flags: string, choices: readonly string[] | undefined): Value {
  const offered = choices ?? words[flags.split(' ')[0] ?? '']
  if (offered) return { kind: 'choice', choices: [...offered] }
  if (/[<[](path|file)[>\]]/.test(flags)) return { kind: 'file' }
  return { kind: /<dir>/.test(flags) ? 'folder' : 'text' }
}
