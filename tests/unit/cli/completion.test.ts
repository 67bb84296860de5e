/** Completion comes from the program: every command and option is in every script, and bash completes with its own. */
import { execFileSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { completionScript, shells } from '../../../src-main/cli/completion/index.js'
import { examples } from '../../../src-main/cli/examples.js'
import { parse } from '../../../src-main/cli/parse.js'
import { createProgram } from '../../../src-main/cli/program.js'

const program = createProgram({ version: '1', color: false, show: () => undefined, choose: () => undefined })
const long = (flag: string | undefined) => (flag ?? '').replace(/^--/, '')

describe.each(shells)('%s', (shell) => {
  const script = completionScript(shell, program)

  it('has every command and option', () => {
    expect(program.commands).toHaveLength(11)
    for (const command of program.commands) {
      expect(script).toContain(command.name())
      const here = script.split('\n').filter((line) => line.includes(command.name()))
      for (const option of command.options)
        expect(here.some((line) => new RegExp(`(-|\\b)${long(option.long)}\\b`).test(line))).toBe(true)
    }
    for (const option of program.options) expect(script).toContain(long(option.long))
  })

  it('is what the command prints', () => {
    expect(parse(['completion', shell], '1', false)).toMatchObject({ kind: 'text', text: script, exit: 0 })
  })
})

describe.runIf(existsSync('/bin/bash'))('in a real bash', () => {
  const complete = (...words: string[]) =>
    execFileSync(
      '/bin/bash',
      [
        '--norc',
        '-c',
        `${completionScript('bash', program)}\nCOMP_WORDS=("$@"); COMP_CWORD=$(($#-1)); _hive_migrate; printf '%s\\n' "\${COMPREPLY[@]}"`,
        ...['bash', 'hive-migrate', ...words],
      ],
      { encoding: 'utf8' },
    )
      .trim()
      .split('\n')

  it.each([
    [['va'], ['validate']],
    [['quick', '--va'], ['--validation']],
    [
      ['quick', '--validation', 'st'],
      ['standard', 'strict'],
    ],
    [['--json', 'rollback', '--pre'], ['--preserve-rust-data']],
    [['completion', 'f'], ['fish']],
    [['status', '--ye'], ['--yes']],
    [['analyze', '/et'], ['/etc']],
    [['wizard', '--skip'], ['--skip-checks']],
    [['quick', '--parts', 's'], ['settings']],
    [['test', '--scenarios', 'pe'], ['performance']],
    [['test', '--size', 'l'], ['large']],
  ])('%j', (words, offered) => {
    expect(complete(...words)).toEqual(offered)
  })
})

describe('examples', () => {
  const all = Object.entries(examples).flatMap(([command, list]) => list.map(({ line }) => ({ command, line })))

  it('every command has two or three, in its help', () => {
    for (const command of program.commands) {
      expect(examples[command.name()]?.length).toBeGreaterThanOrEqual(2)
      const help = parse([command.name(), '--help'], '1', false)
      for (const { line } of examples[command.name()] ?? [])
        expect(help).toMatchObject({ text: expect.stringContaining(`  ${line}\n`) as string })
    }
  })

  it.each(all)('$line is understood', ({ command, line }) => {
    const [program, ...args] = line.replace(/ >>? .*$/, '').split(' ')
    expect(program).toBe('hive-migrate')
    const parsed = parse(args, '1', false)
    if (command === 'completion') expect(parsed).toMatchObject({ kind: 'text', exit: 0 })
    else expect(parsed).toMatchObject({ kind: 'command', command: { name: command } })
  })
})
