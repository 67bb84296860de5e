import { readFileSync } from 'node:fs'
import { Ajv2020 } from 'ajv/dist/2020.js'
import { afterEach, expect, it } from 'vitest'
import type { MigrateRequest } from '../../src-main/engine/model/index.js'
import { makeWorld, type World } from '../support/engine.js'

const schema = JSON.parse(readFileSync(new URL('../../docs/report.schema.json', import.meta.url), 'utf8')) as object

let world: World
afterEach(() => {
  world.remove()
})

const stage = { until: '2000-01-01' }
it.each<[string, Partial<MigrateRequest>]>([
  ['a real run', { validation: 'strict' }],
  ['a fresh one', { type: 'fresh' }],
  ['a stage', { type: 'staged', stage }],
])(
  'report.json of %s is what the published schema says, and the schema says no to anything else',
  async (_, request) => {
    world = await makeWorld({ conversations: 10 })
    const { report } = await world.migrate(request)
    const validate = new Ajv2020({ allErrors: true }).compile(schema)
    const data = JSON.parse(readFileSync(report?.json ?? '', 'utf8')) as Record<string, unknown>
    validate(data)
    expect(validate.errors).toBeNull()
    expect(validate({ ...data, secret: 1 })).toBe(false)
    expect(validate({ ...data, engineVersion: undefined })).toBe(false)
  },
)
