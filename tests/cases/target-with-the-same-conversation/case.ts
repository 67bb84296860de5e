import { expect } from 'vitest'
import { defineCase } from '../../support/case/define.js'
import { newPath, oldPath } from '../../support/case/home.js'
import { knowledge } from '../../support/case/shapes/s-b.js'
import { addApp } from '../../support/case/shapes/s-k.js'

export default defineCase({
  title: 'A conversation that the new Hive has already, with other values: both sides’ values are kept',
  traps: ['T38', 'T6'],
  home: (home) => {
    home.old(knowledge({ count: 3 }))
    home.appStarted(addApp({ count: 2, prefix: 'conv_' }), `UPDATE conversations SET title = 'Changed in the app'`)
  },
  expect: {
    sources: [oldPath, newPath],
    look: ({ all }) => {
      expect(all('SELECT count(*) FROM conversations')).toEqual([[3]])
      expect(all(`SELECT count(*) FROM conversations WHERE title = 'Changed in the app'`)).toEqual([[2]])
    },
  },
})
