/** What `validate` refuses, what it leaves open or behind (nothing), and what it cannot look at. */
import { readdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import type { ValidationLevel } from '../../src-main/engine/model/index.js'
import { engineOf, failureOf, makeWorld, snapshot, type World } from '../support/engine.js'
import { changeDatabase } from '../support/old-database.js'
import { openFilesBelow } from '../support/open-files.js'

let world: World
afterEach(() => {
  world.remove()
})
const left = () => [...readdirSync(world.environment.tmpdir), ...openFilesBelow(join(world.home, '..'))]
const validate = (level: ValidationLevel = 'basic', request = {}) => world.engine.validate({ level, ...request })

it.each<ValidationLevel>(['basic', 'standard', 'strict', 'paranoid'])(
  '%s changes nothing, and leaves nothing open or behind',
  async (level) => {
    world = await makeWorld({ conversations: 3, walConversations: 1 })
    await world.migrate()
    const before = snapshot(world.home)
    expect((await validate(level)).passed).toBe(true)
    expect(left()).toEqual([])
    expect(snapshot(world.home)).toEqual(before)
  },
)

it('a migration and its rollback leave no file open', async () => {
  world = await makeWorld({ conversations: 3, walConversations: 1 })
  const { backup } = await world.migrate({ validation: 'paranoid' })
  expect(left()).toEqual([])
  changeDatabase(world.target, (db) => db.exec(`INSERT INTO conversations (id, title) VALUES ('since', 't')`))
  await world.engine.rollback({ backup: backup?.id ?? '', preserveNewData: true })
  expect(left()).toEqual([])
})

describe('is refused', () => {
  it('where no new database lies, or another program’s', async () => {
    world = await makeWorld({ conversations: 1 })
    const missing = await failureOf(validate())
    expect(missing).toMatchObject({ code: 'HM-TARGET-FOREIGN', detail: `${world.target} does not exist.` })
    writeFileSync(world.target, 'no database')
    const foreign = await failureOf(validate())
    expect(foreign).toMatchObject({ code: 'HM-TARGET-FOREIGN', detail: `${world.target} was not made by a migration.` })
    expect(left()).toEqual([])
  })

  it('where no old one lies', async () => {
    world = await makeWorld({ conversations: 1 })
    await world.migrate()
    rmSync(join(world.home, '.hive-ai'), { recursive: true })
    expect((await failureOf(validate())).code).toBe('HM-SOURCE-MISSING')
  })

  it('when it is cancelled', async () => {
    world = await makeWorld({ conversations: 1 })
    await world.migrate()
    const cancelled = engineOf(world.environment, AbortSignal.abort()).validate({ level: 'paranoid' })
    await expect(cancelled).rejects.toThrow()
    expect(left()).toEqual([])
  })
})

it('what the source has no column for is said, and not called wrong', async () => {
  world = await makeWorld({ conversations: 2 })
  changeDatabase(world.source, (db) => {
    const columns = (db.pragma('main.table_info(conversations)') as { name: string }[])
      .map(({ name }) => name)
      .filter((name) => name !== 'last_updated')
    db.exec(`ALTER TABLE conversations RENAME TO before_conversations;
      CREATE TABLE conversations AS SELECT ${columns.join(', ')} FROM before_conversations; DROP TABLE before_conversations`)
  })
  expect(await world.migrate()).toMatchObject({ status: 'migrated', verification: { passed: true } })
  const { checks, passed } = await validate('strict')
  expect(passed).toBe(true)
  expect(checks.find(({ name }) => name === 'time of the last change')).toMatchObject({ detail: 'not looked at: the source has no last_updated' }) // prettier-ignore
})
