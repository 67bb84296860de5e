/** Look inside a unified database (S-A), whose conversations have no texts of their own, and the desktop app's own (S-K). */
import { expect, it } from 'vitest'
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createEngine } from '../../../../src-main/engine/index.js'
import { environmentOf } from '../../../crash/support/perform.js'
import { CaseHome } from '../../../support/case/home.js'
import { unified } from '../../../support/case/shapes/s-a.js'
import { newApp } from '../../../support/case/shapes/s-k.js'

it('shows what its other tables say, before and after, and every message the same', async () => {
  const root = mkdtempSync(join(tmpdir(), 'hive-look-'))
  try {
    for (const folder of ['home', 'state', 'tmp']) mkdirSync(join(root, folder))
    new CaseHome(join(root, 'home')).database('.hive-ai/hive-ai.db', unified({ count: 2 }))
    const signal = new AbortController().signal
    const engine = createEngine({ environment: environmentOf(root), emit: () => undefined, signal })
    const before = await engine.lookSearch({})
    expect(before.found).toHaveLength(2)
    for (const { question, answer } of before.found) expect([question, answer]).not.toContain('')
    const word = before.found[0]!.question.split(' ')[0]!
    expect((await engine.lookSearch({ text: word })).found.length).toBeGreaterThan(0)

    await engine.migrate({ type: 'upgrade', validation: 'standard', resume: false })
    const after = await engine.lookSearch({})
    expect(after.found.map(({ question }) => question)).toEqual(before.found.map(({ question }) => question))
    for (const { id } of after.found) {
      const { sections } = await engine.lookConversation({ id: id ?? '' })
      const rows = sections.filter(({ title }) => ['messages', 'stage_outputs'].includes(title))
      expect(rows.length).toBeGreaterThan(3)
      const missing = rows.flatMap(({ pairs }) => pairs).filter(({ mark }) => mark === 'only-old' || mark === 'differs')
      expect(missing).toEqual([])
    }
  } finally {
    rmSync(root, { recursive: true })
  }
})

it('shows the database of the desktop app where a person names it, before and after', async () => {
  const root = mkdtempSync(join(tmpdir(), 'hive-look-'))
  try {
    for (const folder of ['home', 'state', 'tmp']) mkdirSync(join(root, folder))
    new CaseHome(join(root, 'home')).database('old/hive-ai.db', newApp({ count: 3 }))
    const from = join(root, 'home', 'old', 'hive-ai.db')
    const signal = new AbortController().signal
    const engine = createEngine({ environment: environmentOf(root), emit: () => undefined, signal })
    expect((await engine.lookSearch({ from })).found).toHaveLength(3)
    expect((await engine.lookSearch({})).old.state).toBe('absent')
    await engine.migrate({ from, type: 'upgrade', validation: 'standard', resume: false })
    const { found } = await engine.lookSearch({})
    expect(found).toHaveLength(3)
    for (const { id } of found) {
      const { counts } = await engine.lookConversation({ id: id ?? '' })
      expect([counts.differs, counts['only-old']]).toEqual([0, 0])
      expect(counts.same).toBeGreaterThan(5)
    }
  } finally {
    rmSync(root, { recursive: true })
  }
})
