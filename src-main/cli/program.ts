import { Command as Commander, CommanderError, Option } from 'commander'
import { addCommands, type Choose } from './commands.js'
import { addCompletion } from './commands-completion.js'
import { addWizard } from './commands-wizard.js'
import { addMeasuringCommands } from './commands-measure.js'
import { examplesText } from './examples.js'
import { pathValue } from './values.js'

export type ProgramOptions = {
  version: string
  /** Whether headings of a help text may stand out. */
  color: boolean
  /** Receives help and version instead of the console. */
  show: (text: string) => unknown
  /** Receives the command that the arguments name. */
  choose: Choose
  /** Receives the completion script that the arguments ask for. */
  script?: (text: string) => unknown
}

/** The whole command line as commander sees it. It never exits and never writes by itself. */
export function createProgram({ version, color, show, choose, script = () => undefined }: ProgramOptions): Commander {
  const program = new Commander('hive-migrate')
    .description(
      'Moves everything from the old Hive (TypeScript) to the new Hive, proves that every value arrived, and can take it all back.',
    )
    .usage('<command> [options]')
    .exitOverride()
    .configureOutput({
      writeOut: show,
      writeErr: show,
      outputError: () => undefined,
      getOutHasColors: () => color,
      getErrHasColors: () => color,
      getOutHelpWidth: () => Math.min(process.stdout.columns || 100, 100),
      getErrHelpWidth: () => Math.min(process.stderr.columns || 100, 100),
    })
    .configureHelp({
      showGlobalOptions: true,
      styleTitle: (title) => (color ? `\u001b[1m${heading(title)}\u001b[22m` : heading(title)),
    })
    .helpOption('-h, --help', 'show this help')
    .helpCommand('help [command]', 'show the help of a command')
    .version(version, '-V, --version', 'show the version')
    .option('--json', 'print exactly one JSON document on stdout')
    .addOption(
      new Option('--progress <format>', 'print progress on stderr as JSON, one event per line').choices(['json']),
    )
    .option('--yes', 'do not ask')
    .option('--home <dir>', 'use this folder as the home folder', pathValue)
    .addHelpText('after', (context) =>
      context.command.parent === null
        ? `
Start here:
  hive-migrate wizard           be guided, step by step
  hive-migrate analyze          what is there
  hive-migrate preview          what will happen; changes nothing
  hive-migrate quick            back up, migrate, verify, put in place
  hive-migrate rollback         take it all back
  hive-migrate quick --sample   the whole of it on made-up data, far from yours

While a migration or a validation runs:
  p on the terminal pauses, p again goes on; so do SIGUSR1 and SIGUSR2 (not on Windows)
  Ctrl-C cancels; what was done so far is kept

Exit status:
  0 done, or nothing to do    1 unexpected                 2 usage
  3 no usable source, backup  4 refused before the start   5 validation failed
  6 interrupted, can resume   7 another run is active`
        : '',
    )
  addWizard(program, choose)
  addCommands(program, choose)
  addMeasuringCommands(program, choose)
  addCompletion(program, script)
  for (const command of program.commands) command.addHelpText('after', examplesText(command.name()))
  for (const command of [program, ...program.commands]) refuseRepeated(command)
  return program
}

/** Of a value that is given twice one would count for nothing, and nobody would be told. */
function refuseRepeated(command: Commander): void {
  for (const option of command.options.filter(({ required }) => required)) {
    let seen = 0
    command.on(`option:${option.name()}`, () => {
      seen += 1
      if (seen > 1) throw new CommanderError(2, 'hive.repeated', `Option '${option.flags}' was given more than once.`)
    })
  }
}

function heading(title: string): string {
  return title === 'Global Options:' ? 'Options of every command:' : title
}
