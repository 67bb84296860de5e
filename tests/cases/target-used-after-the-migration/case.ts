import { expect } from 'vitest'
import { defineCase } from '../../support/case/define.js'
import { newPath } from '../../support/case/home.js'
import { knowledge, conversation } from '../../support/case/shapes/s-b.js'

export default defineCase({
  title: 'What the new Hive wrote since the migration stays when it is run again',
  home: (home) => home.old(knowledge({ count: 2 })),
  expect: {
    afterwards: async ({ home, migrate, check }) => {
      check(await migrate())
      home.database(newPath, `INSERT INTO conversations (id, title) VALUES ('made-since', 'mine')`)
      home.old(conversation({ id: 'later' }))
      check(await migrate())
      home.database(newPath, (db) => expect(db.prepare('SELECT count(*) FROM conversations').pluck().get()).toBe(4))
    },
  },
})
