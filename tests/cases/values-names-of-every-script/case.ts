import { defineCase } from '../../support/case/define.js'
import { knowledge } from '../../support/case/shapes/s-b.js'

export default defineCase({
  title: 'Names with quotes, spaces, brackets, letters of every script, and the empty name',
  home: (home) =>
    home.old(
      knowledge({ count: 1 }),
      `CREATE TABLE "it's ""odd"" [x]; DROP TABLE y; --" ("a""b", "c'd", "ключ 🎉"); INSERT INTO "it's ""odd"" [x]; DROP TABLE y; --" VALUES (1, '2', x'03');
       CREATE TABLE "select" ("from", "where"); INSERT INTO "select" VALUES (1, 2); CREATE TABLE "Größe" (a); INSERT INTO "Größe" VALUES (1);
       CREATE TABLE "GRÖSSE" (a); INSERT INTO "GRÖSSE" VALUES (2); CREATE TABLE "" (a); INSERT INTO "" VALUES ('nameless')`,
    ),
  expect: {},
})
