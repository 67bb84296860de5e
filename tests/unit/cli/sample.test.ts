/** `--sample`: which home and which source the engine is given, and what a person is told. */
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { HiveError } from '../../../src-main/engine/errors.js'
import type { Analysis } from '../../../src-main/engine/model/index.js'
import { migrated, preview, run, type Answers } from './fakes.js'

const directory = join('/state', 'sample')
const make = { method: 'createSample', request: { directory, conversations: 77, seed: 1 } }
const found: Analysis = {
  installs: [
    {
      path: directory,
      version: null,
      lastUsed: null,
      databases: [],
      configFiles: [],
      issues: [],
      compatibility: { score: 1, complexity: 'simple' },
    },
  ],
  looked: [],
  target: { path: join(directory, '.hive', 'hive-ai.db'), kind: 'absent', bytes: 0, migrated: null },
}
const answers: Answers = {
  createSample: () => Promise.resolve({ path: directory }),
  analyze: () => Promise.resolve(found),
  preview: () => Promise.resolve(preview()),
  migrate: () => Promise.resolve(migrated()),
}

describe('--sample', () => {
  it.each([
    [['analyze'], { method: 'analyze', request: { path: directory, detailed: false } }],
    [['preview'], { method: 'preview', request: { from: directory } }],
    [
      ['quick', '--yes'],
      {
        method: 'migrate',
        request: { from: directory, type: 'upgrade', validation: 'standard', resume: false, salvage: false },
      },
    ],
  ])('%j makes the sample first, then works on it, in its own home', async (args, call) => {
    const ran = await run([...args, '--sample'], { answers })
    expect(ran).toMatchObject({ exit: 0, home: directory, calls: [make, call] })
    expect(ran.stdout).toMatch(/^Sample data in .*sample\nMade up, .* your own data is neither read nor written\.\n/)
  })

  it('recommends to go on with the sample', async () => {
    expect((await run(['analyze', '--sample'], { answers })).stdout).toContain('hive-migrate preview --sample\n')
    expect((await run(['preview', '--sample'], { answers })).stdout).toContain('hive-migrate quick --sample\n')
    expect((await run(['analyze'], { answers })).stdout).not.toContain('--sample')
  })

  it('says so above the question too, and only once', async () => {
    const ran = await run(['quick', '--sample'], { answers, tty: true, typed: 'y' })
    expect(ran.exit).toBe(0)
    expect(ran.stdout.indexOf('Sample data in')).toBeLessThan(ran.stdout.indexOf('[y/N]'))
    expect(ran.stdout.split('Sample data in')).toHaveLength(2)
  })

  it('leaves JSON exactly one document of the usual form', async () => {
    const ran = await run(['quick', '--sample', '--yes', '--json'], { answers })
    expect(JSON.parse(ran.stdout)).toEqual(migrated())
  })

  it('starts nothing when something else lies where the sample goes', async () => {
    const createSample = () => Promise.reject(new HiveError('HM-USAGE', 'That is not sample data.'))
    const ran = await run(['quick', '--sample', '--yes', '--json'], { answers: { ...answers, createSample } })
    expect(ran).toMatchObject({ exit: 2, calls: [make] })
  })

  it('leaves the home folder alone without it', async () => {
    expect(await run(['analyze'], { answers })).toMatchObject({ home: undefined, calls: [{ method: 'analyze' }] })
  })
})
