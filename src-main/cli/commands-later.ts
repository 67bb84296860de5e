/**
 * Commands of a later release. Their options are read and checked already, so that a script is told of a wrong option
 * today, and of a missing feature in words of its own.
 */
import type { Command as Commander } from 'commander'
import type { Choose } from './commands.js'
import type { LaterCommand } from './options.js'
import { countsValue, countValue, factorValue, listValue, pathValue, sizeValue } from './values.js'

/** Adds wizard, test, benchmark and optimize. */
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

  later('test', 'try a migration on generated or copied data')
    .option('--from <path>', 'try it on a copy of this install', pathValue)
    .option('--size <size>', 'small, medium, large, xlarge, or a number of conversations', sizeValue)
    .option('--scenarios <names>', 'the scenarios to try, separated by commas', listValue)
    .option('--timeout <minutes>', 'give up after this time', factorValue)
    .option('--profile', 'record where the time goes')

  later('benchmark', 'measure how fast this computer migrates')
    .option('--from <path>', 'measure with a copy of this install', pathValue)
    .option('--conversations <n>', 'how many conversations to generate', countValue)
    .option('--batch-sizes <list>', 'the batch sizes to compare, separated by commas', countsValue)
    .option('--parallel', 'compare degrees of parallel work too')
    .option('--output <file>', 'write the JSON to this file as well', pathValue)

  later('optimize', 'find the fastest settings for this computer')
    .option('--from <path>', 'measure with a copy of this install', pathValue)
    .option('--target <factor>', 'stop when it is this many times faster', factorValue)
    .option('--memory <mb>', 'use at most this much memory', countValue)
    .option('--cores <n>', 'use at most this many cores', countValue)
    .option('--max-performance', 'use all that there is')
}
