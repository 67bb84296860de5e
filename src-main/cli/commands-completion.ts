/** An extra beside the ten commands: shell completion. */
import { Argument, type Command as Commander } from 'commander'
import { completionScript, shells, type Shell } from './completion/index.js'

/** Adds completion; `show` receives the script. */
export function addCompletion(program: Commander, show: (script: string) => unknown): void {
  program
    .command('completion')
    .summary('print a script that completes commands and options in your shell')
    .description('Prints a script that completes commands and options when you press Tab. Changes nothing.')
    .addArgument(new Argument('<shell>', 'the shell').choices(shells))
    .action((shell: Shell) => {
      show(completionScript(shell, program))
    })
}
