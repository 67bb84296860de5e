import { expect } from 'vitest'
import { defineCase } from '../../support/case/define.js'
import { knowledge } from '../../support/case/shapes/s-b.js'

export default defineCase({
  title: 'Topics with confidence and weight: each value is kept, none takes the other’s place',
  traps: ['T28'],
  home: (home) =>
    home.old(
      knowledge(),
      'ALTER TABLE conversation_topics ADD COLUMN confidence REAL',
      'UPDATE conversation_topics SET confidence = 0.125',
    ),
  expect: {
    look: ({ all }) => {
      expect(all('SELECT DISTINCT weight FROM conversation_topics')).toEqual([[0.9]])
      expect(all('SELECT DISTINCT confidence FROM legacy_conversation_topics')).toEqual([[0.125]])
    },
  },
})
