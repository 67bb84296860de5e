/** What can be completed, read from the program itself: a new option is in every script at once. */
import type { Command as Commander } from 'commander'

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

function valueOf(flags: string, choices: readonly string[] | undefined): Value {
  if (choices) return { kind: 'choice', choices: [...choices] }
  if (/[<[](path|file)[>\]]/.test(flags)) return { kind: 'file' }
  return { kind: /<dir>/.test(flags) ? 'folder' : 'text' }
}
