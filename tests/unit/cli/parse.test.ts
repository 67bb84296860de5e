import { resolve } from 'node:path'
import { describe, expect, it } from 'vitest'
import { HiveError } from '../../../src-main/engine/errors.js'
import { parse } from '../../../src-main/cli/parse.js'

function parsed(...args: string[]) {
  const result = parse(args, '1.2.3', false)
  if (result.kind !== 'command') throw new Error(`a command was expected, not ${result.key}`)
  return result
}

function usage(...args: string[]): HiveError {
  try {
    parse([...args, '--json'], '1.2.3', false)
  } catch (error) {
    if (error instanceof HiveError && error.code === 'HM-USAGE') return error
    throw error
  }
  throw new Error(`${args.join(' ')} was accepted`)
}

describe('the ten commands and their options', () => {
  it('quick, with everything', () => {
    const line =
      'quick --from old --to new.db --migration-type fresh --validation paranoid --backup-dir b --resume --salvage --dry-run'
    expect(parsed(...line.split(' ')).command).toEqual({
      name: 'quick',
      options: {
        from: resolve('old'),
        sample: false,
        to: resolve('new.db'),
        migrationType: 'fresh',
        validation: 'paranoid',
        backupDir: resolve('b'),
        resume: true,
        salvage: true,
        dryRun: true,
      },
    })
  })

  it('quick, with nothing, is a standard upgrade', () => {
    expect(parsed('quick').command.options).toMatchObject({
      migrationType: 'upgrade',
      validation: 'standard',
      resume: false,
    })
  })

  it('a stage, of quick and of its preview', () => {
    const line = '--migration-type staged --since 2024-01-01 --until 2024-12-31T18:00Z --parts conversations,settings'
    const stage = { since: '2024-01-01', until: '2024-12-31T18:00Z', parts: ['conversations', 'settings'] }
    for (const command of ['quick', 'preview']) {
      expect(parsed(command, ...line.split(' ')).command.options).toMatchObject({ migrationType: 'staged', ...stage })
    }
    expect(parsed('quick', '--migration-type', 'staged').command.options).not.toHaveProperty('since')
  })

  it.each([
    ['--since', '2024-02-30'],
    ['--since', 'yesterday'],
    ['--until', '2024-13-01'],
    ['--until', ''],
    ['--parts', 'history'],
    ['--parts', 'settings,'],
  ])('no stage with %s %s', (option, value) => {
    expect(usage('quick', '--migration-type', 'staged', option, value).toFailure().exit).toBe(2)
  })

  it('analyze and preview with and without a path', () => {
    expect(parsed('analyze').command.options).toMatchObject({ path: undefined, detailed: false })
    expect(parsed('analyze', 'x', '--detailed', '--compatibility', '--output', 'o.json').command.options).toEqual({
      path: resolve('x'),
      sample: false,
      detailed: true,
      compatibility: true,
      output: resolve('o.json'),
    })
    expect(parsed('preview', 'x', '--database', '--config', '--timing').command.options).toMatchObject({
      path: resolve('x'),
      database: true,
      config: true,
      timing: true,
    })
  })

  it('validate, rollback and status', () => {
    expect(
      parsed('validate', '--source', 's', '--target', 't', '--level', 'strict', '--sample', '25%').command.options,
    ).toEqual({ source: resolve('s'), target: resolve('t'), level: 'strict', sample: 25, report: undefined })
    expect(parsed('rollback', '--backup', 'id-1', '--confirm', '--preserve-rust-data').command.options).toEqual({
      backup: 'id-1',
      confirm: true,
      preserveRustData: true,
      list: false,
    })
    expect(parsed('rollback', '--backup', './b/id-1').command.options).toMatchObject({ backup: resolve('b/id-1') })
    expect(parsed('status', '--health', '--metrics', '--detailed').command.options).toEqual({
      detailed: true,
      health: true,
      metrics: true,
    })
  })

  it('test, benchmark and optimize', () => {
    expect(
      parsed(
        'test',
        '--from',
        'x',
        '--size',
        'large',
        '--scenarios',
        'basic,large_files',
        '--timeout',
        '5',
        '--profile',
      ).command.options,
    ).toEqual({ from: resolve('x'), size: 'large', scenarios: ['basic', 'large_files'], timeout: 5, profile: true })
    expect(parsed('test', '--size', '500').command.options).toMatchObject({ size: 500, timeout: 10, profile: false })
    expect(
      parsed(...'benchmark --from x --conversations 10 --batch-sizes 100,1000 --parallel --output o'.split(' ')).command
        .options,
    ).toEqual({
      from: resolve('x'),
      conversations: 10,
      batchSizes: [100, 1000],
      parallel: true,
      output: resolve('o'),
    })
    expect(
      parsed(...'optimize --from x --target 2.5 --memory 512 --cores 4 --max-performance'.split(' ')).command.options,
    ).toEqual({ from: resolve('x'), target: 2.5, memory: 512, cores: 4, maxPerformance: true })
  })

  it('wizard', () => {
    expect(parsed('wizard').command.options).toEqual({
      from: undefined,
      sample: false,
      professional: false,
      skipChecks: false,
    })
    expect(parsed(...'wizard --from x --professional --skip-checks'.split(' ')).command.options).toEqual({
      from: resolve('x'),
      sample: false,
      professional: true,
      skipChecks: true,
    })
  })

  it('takes the common options before and after the command', () => {
    const all = { json: true, progress: 'json', yes: true, home: resolve('h') }
    expect(parsed('status', '--json', '--progress', 'json', '--yes', '--home', 'h').common).toEqual(all)
    expect(parsed('--json', '--progress=json', '--yes', '--home=h', 'status').common).toEqual(all)
    expect(parsed('status').common).toEqual({ json: false, progress: 'human', yes: false, home: undefined })
  })
})

describe('what it does not understand is HM-USAGE', () => {
  it.each([
    [[], 'No command was given.'],
    [['migrat'], "Unknown command 'migrat'"],
    [['quick', '--form', 'x'], "Unknown option '--form' (Did you mean --from?)"],
    [['quick', 'x'], "Too many arguments for 'quick'"],
    [['quick', '--from'], "Option '--from <path>' argument missing"],
    [['quick', '--from', ''], 'A path is needed'],
    [['quick', '--validation', 'hard'], 'basic, standard, strict, paranoid'],
    [['quick', '--progress', 'xml'], 'Allowed choices are json'],
    [['analyze', 'x', '--sample'], 'a path was given as well'],
    [['preview', '--sample', 'x'], 'a path was given as well'],
    [['quick', '--sample', '--from', 'x'], '--from was given as well'],
    [['quick', '--sample', '--to', 'x'], '--to was given as well'],
    [['quick', '--sample', '--home', 'x'], '--home was given as well'],
    [['wizard', '--sample', '--from', 'x'], '--from was given as well'],
    [['rollback', '--sample'], "Unknown option '--sample'"],
    [['validate', '--sample', '0'], 'A number above 0 is needed'],
    [['validate', '--sample', '101'], 'At most 100 percent'],
    [['test', '--size', 'huge'], 'small, medium, large, xlarge'],
    [['test', '--scenarios', 'basic,speed'], 'There is no scenario speed'],
    [['benchmark', '--batch-sizes', '10,,20'], 'a,b'],
    [['optimize', '--cores', '1.5'], 'A whole number above 0'],
    [['quick', '--from', 'a', '--from', 'b'], "Option '--from <path>' was given more than once"],
    [['quick', '--validation', 'basic', '--validation=strict'], 'was given more than once'],
    [['--home', 'a', 'status', '--home', 'b'], "'--home <dir>' was given more than once"],
    [['rollback', '--backup', '-1', '--backup', 'x'], 'was given more than once'],
    [['help', 'nope'], "Unknown command 'nope'"],
  ])('%j', (args, words) => {
    expect(usage(...args).message).toContain(words)
  })

  it('points to the help of the command that was meant', () => {
    expect(usage('quick', '--form', 'x').fix).toBe('See `hive-migrate quick --help`.')
    expect(usage('frob').fix).toBe('See `hive-migrate --help`.')
    expect(usage('--progress', 'xml', 'status').fix).toBe('See `hive-migrate status --help`.')
  })
})

it('a flag may be given twice', () => {
  expect(parsed('status', '--health', '--health', '--json', '--json').command.options).toMatchObject({ health: true })
})

describe('help and version', () => {
  it('lists all ten commands', () => {
    const help = parse(['--help'], '1.2.3', false)
    const names = 'wizard quick test analyze benchmark validate preview optimize rollback status'.split(' ')
    for (const name of names)
      expect(help).toMatchObject({ text: expect.stringContaining(`  ${name} [options]`) as string })
  })

  it.each(['wizard', 'quick', 'test', 'analyze', 'benchmark', 'validate', 'preview', 'optimize', 'rollback', 'status'])(
    '%s has a help of its own, with the common options',
    (name) => {
      const help = parse([name, '--help'], '1.2.3', false)
      expect(help).toMatchObject({
        key: 'help',
        exit: 0,
        text: expect.stringContaining('--progress <format>') as string,
      })
      expect(parse(['help', name], '1.2.3', false)).toEqual(help)
    },
  )

  it('colours headings only where it may', () => {
    expect(parse(['--help'], '1', false)).not.toMatchObject({ text: expect.stringContaining('\u001b') as string })
    expect(parse(['--help'], '1', true)).toMatchObject({ text: expect.stringContaining('\u001b[1mUsage:') as string })
  })

  it('says its version', () => {
    expect(parse(['--version'], '1.2.3', false)).toMatchObject({ key: 'version', text: '1.2.3\n', exit: 0 })
  })
})
