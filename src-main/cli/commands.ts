/** The commands that work today: their options, and the words of their `--help`. */
import { Option, type Command as Commander } from 'commander'
import type {
  AnalyzeOptions,
  Command,
  PreviewOptions,
  QuickOptions,
  RollbackOptions,
  StageOptions,
  StatusOptions,
  ValidateOptions,
} from './options.js'
import { backupValue, dateValue, partsValue, pathValue, percentValue } from './values.js'

export type Choose = (command: Command) => void

const levels = ['basic', 'standard', 'strict', 'paranoid']
const anyPath = 'an install folder or a database file'
const sampleText = 'try it on made-up data, in a home folder of its own'

const typeOption = () =>
  new Option('--migration-type <type>', 'what to move, and where')
    .choices(['upgrade', 'parallel', 'fresh', 'staged'])
    .default('upgrade')

const sinceOption = ['--since <date>', 'staged: conversations that were begun on this day or later', dateValue] as const
const untilOption = ['--until <date>', 'staged: conversations that were begun before this day', dateValue] as const
const partsOption = ['--parts <list>', 'staged: settings, conversations, or both', partsValue] as const

/** What was given of a stage. */
function stageOf({ since, until, parts }: Given<StageOptions>): StageOptions {
  return {
    ...(since === undefined ? {} : { since }),
    ...(until === undefined ? {} : { until }),
    ...(parts === undefined ? {} : { parts }),
  }
}

/** Options as commander returns them: a flag that was not given is absent. */
type Given<T> = { [K in keyof T]?: T[K] }

/** Adds analyze, preview, quick, validate, rollback and status. */
export function addCommands(program: Commander, choose: Choose): void {
  program
    .command('analyze')
    .summary('say what is there: installs, databases, rows, problems')
    .description(
      'Says what is there: every old Hive that was found, its databases, rows and problems. Changes nothing.',
    )
    .argument('[path]', `${anyPath}; without it, everything that is found`, pathValue)
    .option('--sample', sampleText)
    .option('--detailed', 'show every table, and check databases above 1 GB in depth too')
    .option('--compatibility', 'show how well each install fits the new Hive')
    .option('--output <file>', 'write the JSON to this file as well', pathValue)
    .action((path: string | undefined, given: Given<AnalyzeOptions>) => {
      const { sample = false, detailed = false, compatibility = false, output } = given
      choose({ name: 'analyze', options: { path, sample, detailed, compatibility, output } })
    })

  program
    .command('preview')
    .summary('say what a migration will do; change nothing')
    .description(
      'Says what a migration will do: where every table and setting goes, how long it takes. Changes nothing.',
    )
    .argument('[path]', `${anyPath}; without it, what is found in the home folder`, pathValue)
    .option('--sample', sampleText)
    .addOption(typeOption())
    .option(...sinceOption)
    .option(...untilOption)
    .option(...partsOption)
    .option('--database', 'show only what happens to the tables')
    .option('--config', 'show only what happens to the configuration')
    .option('--timing', 'show only time and disk space')
    .option('--output <file>', 'write the JSON to this file as well', pathValue)
    .action((path: string | undefined, given: Given<PreviewOptions>) => {
      const { sample = false, migrationType = 'upgrade', database = false, config = false } = given
      const { timing = false, output } = given
      choose({
        name: 'preview',
        options: { path, sample, migrationType, ...stageOf(given), database, config, timing, output },
      })
    })

  addQuick(program, choose)
  addValidate(program, choose)
  addRollback(program, choose)

  program
    .command('status')
    .summary('say how things stand: last run, target, backups')
    .description('Says how things stand: the last run, the new database, the backups. Changes nothing.')
    .option('--detailed', 'list every run and every backup')
    .option('--health', 'check databases, backups and the audit trail')
    .option('--metrics', 'show figures: sizes, rows, times')
    .action((given: Given<StatusOptions>) => {
      const { detailed = false, health = false, metrics = false } = given
      choose({ name: 'status', options: { detailed, health, metrics } })
    })
}

function addQuick(program: Commander, choose: Choose): void {
  program
    .command('quick')
    .summary('migrate: back up, copy, verify, put in place')
    .description(
      'Migrates: makes a verified backup, copies, compares every value, and only then puts the new database in place. On a terminal it shows the plan and asks once; elsewhere it needs --yes.',
    )
    .option('--from <path>', `${anyPath}; without it, every database found in the home folder`, pathValue)
    .option('--sample', sampleText)
    .option('--to <file>', 'the new database (default: ~/.hive/hive-ai.db)', pathValue)
    .addOption(typeOption())
    .option(...sinceOption)
    .option(...untilOption)
    .option(...partsOption)
    .addOption(new Option('--validation <level>', 'how much to prove').choices(levels).default('standard'))
    .option('--backup-dir <dir>', 'keep the backup here', pathValue)
    .option('--resume', 'go on with an interrupted migration; with none, a plain run')
    .option('--salvage', 'of a damaged database, migrate what can be read and say what cannot')
    .option('--dry-run', 'only say what would happen, as `preview` does')
    .action((given: Given<QuickOptions>) => {
      const { from, to, migrationType = 'upgrade', validation = 'standard', backupDir } = given
      const { sample = false, resume = false, salvage = false, dryRun = false } = given
      choose({
        name: 'quick',
        options: { from, sample, to, migrationType, ...stageOf(given), validation, backupDir, resume, salvage, dryRun },
      })
    })
}

function addValidate(program: Commander, choose: Choose): void {
  program
    .command('validate')
    .summary('compare an old database with a new one, value by value')
    .description(
      'Compares an old database with a new one, value by value. Changes nothing, and works at any later time.',
    )
    .option(
      '--source <path>',
      `the old side: ${anyPath}; without it, every database found in the home folder`,
      pathValue,
    )
    .option('--target <file>', 'the new database (default: ~/.hive/hive-ai.db)', pathValue)
    .addOption(new Option('--level <level>', 'how much to prove').choices(levels).default('standard'))
    .option('--sample <percent>', 'compare only this share of the rows', percentValue)
    .option('--report <file>', 'write the JSON to this file as well', pathValue)
    .action((given: Given<ValidateOptions>) => {
      const { source, target, level = 'standard', sample, report } = given
      choose({ name: 'validate', options: { source, target, level, sample, report } })
    })
}

function addRollback(program: Commander, choose: Choose): void {
  program
    .command('rollback')
    .summary('take a migration back, from its verified backup')
    .description(
      'Takes a migration back: verifies the backup, then brings back exactly the files that were there. The database it takes out is kept as a backup of its own.',
    )
    .option('--backup <id>', 'the ID or the folder of a backup (default: that of the latest migration)', backupValue)
    .option('--confirm', 'do it; without a terminal to ask on, this is needed')
    .option('--preserve-rust-data', 'export what the new Hive has written since')
    .option('--list', 'list the backups and do nothing else')
    .action((given: Given<RollbackOptions>) => {
      const { backup, confirm = false, preserveRustData = false, list = false } = given
      choose({ name: 'rollback', options: { backup, confirm, preserveRustData, list } })
    })
}
