/** The guided migration: its options, and the words of its `--help`. */
import type { Command as Commander } from 'commander'
import type { Choose } from './commands.js'
import type { WizardOptions } from './options.js'
import { pathValue } from './values.js'

/** Adds wizard. */
export function addWizard(program: Commander, choose: Choose): void {
  program
    .command('wizard')
    .summary('be guided through a migration, step by step')
    .description(
      'Guides through a migration: find, check, plan, migrate, verify, done. Explains each step, asks before anything is ' +
        'written, and offers to finish what was interrupted.',
    )
    .option('--from <path>', 'an install folder or a database file; without it, what is found', pathValue)
    .option('--sample', 'try it on made-up data, in a home folder of its own')
    .option('--professional', 'say less, show every table and setting, ask fewer questions')
    .option('--skip-checks', 'leave out the checks that are only advice; says what that risks, and asks')
    .action((given: Partial<WizardOptions>) => {
      const { from, sample = false, professional = false, skipChecks = false } = given
      choose({ name: 'wizard', options: { from, sample, professional, skipChecks } })
    })
}
