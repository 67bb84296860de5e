import Database from 'better-sqlite3'
import {
  createIndexesSql,
  createSearchSql,
  createTablesSql,
  createTriggersSql,
} from '../../src-main/engine/target/schema/index.js'

/** An empty target with everything in place, foreign keys on. */
export function newTarget(path = ':memory:'): Database.Database {
  const db = new Database(path)
  db.pragma('main.foreign_keys = ON')
  for (const sql of [...createTablesSql, ...createIndexesSql, ...createSearchSql, ...createTriggersSql]) db.exec(sql)
  return db
}
