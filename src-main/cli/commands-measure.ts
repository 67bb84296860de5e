/** The commands that measure and try out: their options, and the words of their `--help`. */
import type { Command as Commander } from 'commander'
import type { LiveTestSize } from '../engine/model/index.js'
import type { Choose } from './commands.js'
import type { BenchmarkOptions, OptimizeOptions, TestOptions } from './options.js'
import { countsValue, countValue, factorValue, pathValue, scenariosValue, sizeValue } from './values.js'

type Given<T> = { [K in keyof T]?: T[K] }

const copyOf = 'measure with a private copy of this install or database file'

/** Adds test, benchmark and optimize. */
export function addMeasuringCommands(program: Commander, choose: Choose): void {
  program
    .command('test')
    .summary('try migrations and mishaps on a private copy of your data')
    .description(
      'Tries migrations and mishaps (kills, damage, a writer meanwhile) on a private copy of your data that is gone afterwards. ' +
        'Nothing of yours changes.',
    )
    .option('--from <path>', 'an install folder or a database file; without it, what is found', pathValue)
    .option('--size <size>', 'small, medium, large, xlarge (all), or a number of conversations', sizeValue)
    .option(
      '--scenarios <names>',
      'some of basic, performance, integrity, large_files, corruption, partial, concurrent, memory',
      scenariosValue,
    )
    .option('--timeout <minutes>', 'stop after this time', factorValue, 10)
    .option('--profile', 'show where the time goes, and write a trace file for chrome://tracing')
    .action((given: Given<TestOptions> & { size?: LiveTestSize }) => {
      const { from, size, scenarios, timeout = 10, profile = false } = given
      choose({ name: 'test', options: { from, size, scenarios, timeout, profile } })
    })

  program
    .command('benchmark')
    .summary('measure how fast this computer migrates')
    .description(
      'Measures the migration beside other ways to move the same data, on this disk, within a few minutes. Nothing of yours changes.',
    )
    .option('--from <path>', `${copyOf}; without it, with made-up data`, pathValue)
    .option('--conversations <n>', 'how many conversations to make up (1000), or to take of the install', countValue)
    .option('--batch-sizes <list>', 'rows per commit to compare, separated by commas', countsValue)
    .option('--parallel', 'compare work in one thread and in two, too')
    .option('--output <file>', 'write the JSON to this file as well', pathValue)
    .action((given: Given<BenchmarkOptions>) => {
      const { from, conversations, batchSizes, parallel = false, output } = given
      choose({ name: 'benchmark', options: { from, conversations, batchSizes, parallel, output } })
    })

  program
    .command('optimize')
    .summary('find the fastest settings for this computer')
    .description(
      'Tries settings on a private copy of your data, keeps for later runs those that measurably help, and does the same ' +
        'for a database that was migrated before.',
    )
    .option('--from <path>', `${copyOf}; without it, what is found`, pathValue)
    .option('--target <factor>', 'how many times as fast as row by row is wanted (25)', factorValue)
    .option('--memory <mb>', 'use at most this much memory (512)', countValue)
    .option('--cores <n>', 'use at most this many cores (all)', countValue)
    .option('--max-performance', 'try more settings, on more data; takes longer')
    .action((given: Given<OptimizeOptions>) => {
      const { from, target, memory, cores, maxPerformance = false } = given
      choose({ name: 'optimize', options: { from, target, memory, cores, maxPerformance } })
    })
}
