/** What the documents give to be typed, and what has to come of it in a home with an old Hive. */
import { enter } from './cli-terminal.js'

export type Expectation = {
  /** How the home is beforehand: an old Hive that was not migrated, or one that was. */
  at: 'fresh' | 'migrated'
  /** Words of stdout. */
  says: RegExp
  /** Changes not one byte of the home, the assistant's own folders included. */
  changesNothing?: true
  /** Made by it: in the current folder, or below `~/`. */
  writes?: string
  /** On a terminal: after which words, which keys. Without it there is no terminal. */
  answers?: [words: string, keys: string][]
}

const identical = /✓ 1?\d+ of 1?\d+ rows identical/
const yes: Expectation['answers'] = [['[y/N]', `y${enter}`]]
const looks = (says: RegExp, at: Expectation['at'] = 'fresh'): Expectation => ({ at, says, changesNothing: true })
const migrates = (says = identical): Expectation => ({ at: 'fresh', says, answers: yes })
const steps: Expectation['answers'] = [
  ['Which way?', enter],
  ['How much shall be proved', enter],
  ['Is this right?', enter],
  ['faster settings now?', enter],
]

export const documentedLines: Record<string, Expectation> = {
  '--help': looks(/^Usage: hive-migrate <command>/),
  '--version': looks(/^\d+\.\d+\.\d+\n$/),
  analyze: looks(/conversations +3\n[^]*Next +hive-migrate preview\n/),
  'analyze --json': looks(/"shape": "S-B"/),
  'analyze ~/.hive-ai --detailed': looks(/conversations +3\n[^]*Next +hive-migrate preview \/.*\.hive-ai\n/),
  'analyze --compatibility --output hive.json': { at: 'fresh', says: /100% compatible/, writes: 'hive.json' },
  preview: looks(/Goes to[^]*Setting of [^]*Next +hive-migrate quick\n/),
  'preview --config': looks(/^What will happen\n[^]*Setting of .*config\.json +Goes to/),
  'preview --sample': { at: 'fresh', says: /conversations +77 [^]*Next +hive-migrate quick --sample\n/ },
  quick: migrates(/rows identical[^]*To go back +hive-migrate rollback --backup \S+\n/),
  'quick --dry-run --json': looks(/"estimate"/),
  'quick --help': looks(/--validation <level>/),
  'quick --migration-type fresh': migrates(/archived|rows identical/),
  'quick --migration-type staged': migrates(/Conversations +3 now/),
  'quick --migration-type staged --parts settings': migrates(/Left for later +3/),
  'quick --migration-type staged --since 2024-01-01': migrates(/begun from 2024-01-01 00:00:00 on/),
  'quick --migration-type staged --until 2024-01-01': migrates(/begun before 2024-01-01 00:00:00/),
  'quick --resume': migrates(),
  'quick --resume --validation strict': migrates(),
  'quick --salvage': migrates(),
  'quick --sample': migrates(/Sample data in [^]*✓ 1,455 of 1,455 rows identical/),
  'quick --yes --json': { at: 'fresh', says: /"status": "migrated"/, writes: '~/.hive/hive-ai.db' },
  wizard: { at: 'fresh', says: /Step 6 of 6: Done[^]*All done\./, answers: steps },
  'wizard --sample': { at: 'fresh', says: /77 of 77 rows identical[^]*All done\./, answers: steps },
  'wizard --professional --from ~/.hive-ai': {
    at: 'fresh',
    says: /rows identical[^]*All done\./,
    answers: [
      ['Is this right?', enter],
      ['faster settings now?', enter],
    ],
  },
  validate: looks(/✓ \d+ of \d+ rows are the same +standard\n/, 'migrated'),
  'validate --json': looks(/"passed": true/, 'migrated'),
  'validate --level strict --report check.json': { at: 'migrated', says: /the same +strict\n/, writes: 'check.json' },
  'validate --sample 10%': looks(/the same +standard\n/, 'migrated'),
  rollback: { at: 'migrated', says: /✓ Everything is back as it was\./, answers: yes },
  'rollback --confirm --json': { at: 'migrated', says: /"verified": true/ },
  'rollback --confirm --preserve-rust-data': { at: 'migrated', says: /✓ Everything is back as it was\./ },
  'rollback --list': looks(/\n? +\d{8}-\d{6}-\w+ .* verified /, 'migrated'),
  status: looks(/^The old Hive was migrated\./, 'migrated'),
  'status --detailed --json': looks(/"state": "migrated"/, 'migrated'),
  'status --health': looks(/✓ +audit trail +1 entry, the chain holds/, 'migrated'),
  'completion --help': looks(/bash-completion/),
  'completion bash': looks(/complete -F/),
  'completion bash > ~/.local/share/bash-completion/completions/hive-migrate': {
    ...{ at: 'fresh', says: /^$/, writes: '~/.local/share/bash-completion/completions/hive-migrate' },
  },
  'completion zsh > ~/.zfunc/_hive-migrate': { at: 'fresh', says: /^$/, writes: '~/.zfunc/_hive-migrate' },
  'completion fish > ~/.config/fish/completions/hive-migrate.fish': {
    ...{ at: 'fresh', says: /^$/, writes: '~/.config/fish/completions/hive-migrate.fish' },
  },
  'completion powershell >> $PROFILE': { at: 'fresh', says: /^$/, writes: '~/profile.ps1' },
}
