/** What `--help` and the man page show in use; each of them is understood by the parser, by test. */

/** An example: the line as typed, and what it is for. */
export type Example = { line: string; text: string }

const example = (line: string, text: string): Example => ({ line: `hive-migrate ${line}`, text })

export const examples: Record<string, Example[]> = {
  analyze: [
    example('analyze', 'what is there'),
    example('analyze ~/.hive-ai --detailed', 'every table of one install, checked in depth'),
    example('analyze --compatibility --output hive.json', 'how well it fits; the JSON goes to a file as well'),
  ],
  preview: [
    example('preview', 'where everything goes, and how long it takes'),
    example('preview --config', 'only the settings'),
    example('preview --sample', 'the same of made-up data'),
  ],
  quick: [
    example('quick', 'show the plan, ask once, migrate'),
    example('quick --yes --json', 'in a script: no question, one JSON document'),
    example(
      'quick --migration-type staged --since 2024-01-01',
      'the conversations of 2024 and later now, the rest another time',
    ),
    example('quick --migration-type fresh', 'settings and profiles only; the history is archived in the backup'),
    example('quick --resume --validation strict', 'go on after an interruption, and prove more'),
  ],
  validate: [
    example('validate', 'compare old and new again, value by value'),
    example('validate --level strict --report check.json', 'prove more, and keep the JSON'),
    example('validate --sample 10%', 'every tenth row: quick, for a first look'),
  ],
  rollback: [
    example('rollback --list', 'the backups; changes nothing'),
    example('rollback', 'take the latest migration back; asks once'),
    example('rollback --confirm --preserve-rust-data', 'in a script, and export what the new Hive wrote since'),
  ],
  status: [
    example('status', 'the last run, the new database, the backups'),
    example('status --health', 'check backups and the audit trail as well'),
    example('status --detailed --json', 'every run and backup, as JSON'),
  ],
  test: [
    example('test --size small', 'every scenario with 100 conversations'),
    example('test --scenarios basic,partial', 'migrate and take back; kill and resume'),
    example('test --timeout 30 --profile', 'up to half an hour, and say where the time goes'),
  ],
  benchmark: [
    example('benchmark --conversations 200', 'a first look, on made-up data'),
    example('benchmark --from ~/.hive-ai', 'with a copy of your own'),
    example('benchmark --batch-sizes 100,1000 --output speed.json', 'compare rows per commit, keep the JSON'),
  ],
  optimize: [
    example('optimize', 'keep the settings that measurably help'),
    example('optimize --memory 256 --cores 1', 'within these limits'),
    example('optimize --max-performance', 'try more; takes longer'),
  ],
  wizard: [
    example('wizard', 'be guided; nothing is written before you say so'),
    example('wizard --sample', 'the whole of it on made-up data, far from yours'),
    example('wizard --professional --from ~/.hive-ai', 'say less, show more'),
  ],
  completion: [
    example(
      'completion bash > ~/.local/share/bash-completion/completions/hive-migrate',
      'for bash; make the folder first where it is missing',
    ),
    example('completion zsh > ~/.zfunc/_hive-migrate', 'for zsh, where ~/.zfunc is there and in the fpath'),
    example('completion fish > ~/.config/fish/completions/hive-migrate.fish', 'for fish; the same'),
    example('completion powershell >> $PROFILE', 'for PowerShell'),
  ],
}

/** The examples of a command as a part of its help. */
export function examplesText(command: string): string {
  const lines = (examples[command] ?? []).map(({ line, text }) => `  ${line}\n      ${text}`)
  return lines.length === 0 ? '' : `\nExamples:\n${lines.join('\n')}`
}
