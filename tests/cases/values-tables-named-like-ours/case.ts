import { defineCase } from '../../support/case/define.js'
import { knowledge } from '../../support/case/shapes/s-b.js'

export default defineCase({
  title: 'Tables of the user that have the names of ours, or of what we would call theirs',
  home: (home) =>
    home.old(
      knowledge({ count: 1 }),
      `CREATE TABLE legacy_x (a); INSERT INTO legacy_x VALUES (1); CREATE TABLE x (a); INSERT INTO x VALUES (2);
       CREATE TABLE legacy_legacy_x (a); INSERT INTO legacy_legacy_x VALUES (3); CREATE TABLE config (a); INSERT INTO config VALUES (4);
       CREATE TABLE migration_history (id, state); INSERT INTO migration_history VALUES (1, 'theirs');
       CREATE TABLE migration_repairs (before); INSERT INTO migration_repairs VALUES ('theirs');
       CREATE TABLE migration_quarantine (table_name, value); INSERT INTO migration_quarantine VALUES ('conversations', 'theirs');
       CREATE TABLE conversations_fts_docs (docid); INSERT INTO conversations_fts_docs VALUES (5)`,
    ),
  expect: {},
})
