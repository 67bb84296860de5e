import { existsSync } from 'node:fs'
import { expect } from 'vitest'
import { setFaultHook } from '../../../src-main/engine/faults.js'
import { defineCase } from '../../support/case/define.js'
import { newPath } from '../../support/case/home.js'
import { conversation, knowledge } from '../../support/case/shapes/s-b.js'
import { failureOf } from '../../support/engine.js'

export default defineCase({
  title: 'The old Hive writes each time that its new state was taken up: refused after two, and nothing is in place',
  traps: ['T4'],
  home: (home) => home.old(knowledge()),
  expect: {
    afterwards: async ({ home, migrate, check }) => {
      let times = 0
      const at = (place: string) => {
        if (place === 'verify:compared') home.old(conversation({ id: `number ${++times}` }))
      }
      setFaultHook({ at, before: () => undefined })
      try {
        expect(await failureOf(migrate())).toMatchObject({ code: 'HM-SOURCE-BUSY', exit: 4 })
      } finally {
        setFaultHook(null)
      }
      expect(times).toBe(3)
      expect(existsSync(home.path(newPath))).toBe(false)
      check(await migrate())
    },
  },
})
