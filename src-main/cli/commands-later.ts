/**
 * Commands of a later release. Their options are read and checked already, so that a script is told of a wrong option
 * today, and of a missing feature in words of its own.
 */
import type { Command as Commander } from 'commander'
import type { Choose } from './commands.js'
import type { LaterCommand } from './options.js'
import { pathValue } from './values.js'

/** Adds wizard. */
export function addLaterCommands(program: Commander, choose: Choose): void {
  const later = (name: LaterCommand, summary: string) =>
    program
      .command(name)
      .summary(`${summary} (not in this release)`)
      .description(`${summary.charAt(0).toUpperCase()}${summary.slice(1)}. This command comes with a later release.`)
      .action(() => choose({ name, options: null }))

  later('wizard', 'be guided through a migration, step by step')
    .option('--from <path>', 'an install folder or a database file', pathValue)
    .option('--professional', 'show every setting')
    .option('--skip-checks', 'skip the checks that can be skipped')
}
