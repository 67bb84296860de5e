import { defineCase } from '../../support/case/define.js'
import { knowledge } from '../../support/case/shapes/s-b.js'

export default defineCase({
  title: 'A database of any name in a folder of any name',
  home: (home) => home.database('Ümläut & Co/it’s a "copy".bak', knowledge()),
  quick: { from: 'Ümläut & Co/it’s a "copy".bak' },
  expect: {},
})
