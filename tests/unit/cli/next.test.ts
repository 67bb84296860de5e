/** The command that is recommended next works on what was looked at: the same path, the same home folder. */
import { resolve } from 'node:path'
import { describe, expect, it } from 'vitest'
import { nextCommand, quoted } from '../../../src-main/cli/output/next.js'
import { preview, run, type Answers } from './fakes.js'

const own = { sample: null, common: { json: false, progress: 'human', yes: false } } as const
const answers: Answers = { preview: () => Promise.resolve(preview()) }
const next = async (...args: string[]) => /Next +(.*)\n/.exec((await run(args, { answers })).stdout)?.[1]

describe('after preview', () => {
  it('the path that was named is named again, and a home folder', async () => {
    expect(await next('preview')).toBe('hive-migrate quick')
    expect(await next('preview', '/old/hive.db', '--home', '/home/ada')).toBe(
      `hive-migrate quick --from ${resolve('/old/hive.db')} --home ${resolve('/home/ada')}`,
    )
  })

  it('a path of several words is one word for the shell', async () => {
    expect(await next('preview', 'My Hive')).toContain(`--from ${quoted(resolve('My Hive'))}`)
  })
})

it('takes what was named as an argument, or as an option', () => {
  expect(nextCommand(own, ['preview'], '/a')).toBe('hive-migrate preview /a')
  expect(nextCommand(own, ['quick'], '/a', '--from')).toBe('hive-migrate quick --from /a')
  expect(nextCommand(own, ['quick', '--resume'])).toBe('hive-migrate quick --resume')
})

it('of sample data says no place', () => {
  const sample = { directory: '/state/sample', conversations: 77, seed: 1 }
  expect(nextCommand({ ...own, sample }, ['quick'], '/state/sample', '--from')).toBe('hive-migrate quick --sample')
})

it.each([
  ['/old/hive.db', false, '/old/hive.db'],
  ['/old/my hive.db', false, `'/old/my hive.db'`],
  [`/it's $HOME`, false, `'/it'\\''s $HOME'`],
  ['~', false, `'~'`],
  ['', false, `''`],
  ['C:\\old\\hive.db', true, 'C:\\old\\hive.db'],
  ['C:\\my hive', true, '"C:\\my hive"'],
  ['/a\u001b[2J', false, `'/a[2J'`],
])('%j is one word (Windows: %s): %s', (path, windows, word) => {
  expect(quoted(path, windows)).toBe(word)
})
