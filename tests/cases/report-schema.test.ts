import { readFileSync } from 'node:fs'
import { Ajv2020 } from 'ajv/dist/2020.js'
import { afterEach, expect, it } from 'vitest'
import { makeWorld, type World } from '../support/engine.js'

const schema = JSON.parse(readFileSync(new URL('../../docs/report.schema.json', import.meta.url), 'utf8')) as object

let world: World
afterEach(() => {
  world.remove()
})

it('report.json of a real run is what the published schema says, and the schema says no to anything else', async () => {
  world = await makeWorld({ conversations: 10 })
  const { report } = await world.migrate({ validation: 'strict' })
  const validate = new Ajv2020({ allErrors: true }).compile(schema)
  const data = JSON.parse(readFileSync(report?.json ?? '', 'utf8')) as Record<string, unknown>
  validate(data)
  expect(validate.errors).toBeNull()
  expect(validate({ ...data, secret: 1 })).toBe(false)
  expect(validate({ ...data, engineVersion: undefined })).toBe(false)
})
