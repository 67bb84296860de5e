import { expect } from 'vitest'
import { defineCase } from '../../support/case/define.js'
import { knowledge } from '../../support/case/shapes/s-b.js'

export default defineCase({
  title: 'Columns that nobody knows, with odd names, are carried beside their row’s key',
  home: (home) =>
    home.old(
      knowledge({ count: 2 }),
      `ALTER TABLE conversations ADD COLUMN "order by" TEXT DEFAULT 'x';
       ALTER TABLE conversations ADD COLUMN "it's ""quoted"" ü" BLOB;
       ALTER TABLE stage_outputs ADD COLUMN cost_total REAL DEFAULT 0.25;
       UPDATE conversations SET "it's ""quoted"" ü" = x'00ff' WHERE rowid = 1`,
    ),
  expect: {
    look: ({ value }) => expect(value(`SELECT count(*) FROM legacy_conversations WHERE "order by" = 'x'`)).toBe(2),
  },
})
