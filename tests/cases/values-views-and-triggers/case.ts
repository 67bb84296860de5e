import { defineCase } from '../../support/case/define.js'
import { knowledge } from '../../support/case/shapes/s-b.js'

export default defineCase({
  title: 'Views and triggers of the old database are not run and not needed, broken ones neither',
  home: (home) =>
    home.old(
      knowledge(),
      `CREATE VIEW v AS SELECT * FROM conversations; CREATE VIEW broken AS SELECT missing FROM nowhere;
       CREATE TRIGGER t AFTER INSERT ON conversations BEGIN DELETE FROM stage_outputs; END;
       CREATE TRIGGER bad INSTEAD OF INSERT ON v BEGIN SELECT no_such_function(); END`,
    ),
  expect: { books: { stage_outputs: { read: 12, migrated: 12 } } },
})
