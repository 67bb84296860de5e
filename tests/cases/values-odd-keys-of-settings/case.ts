import { defineCase } from '../../support/case/define.js'
import { afterMigrations } from '../../support/case/shapes/s-i.js'

/** What a key may be instead of a text. */
const keys = ['NULL', `x'00ff'`, `CAST(x'ff41c3' AS TEXT)`, `'a' || char(0) || 'b'`, `''`, '7']

export default defineCase({
  title:
    'Users, settings, profiles and licences whose key is a BLOB, no text or missing: they are rows of the database like others',
  home: (home) => {
    const rows = keys.flatMap((key, index) => [
      `INSERT INTO users (id, email, license_key, tier) VALUES (${key}, 'user ${index}', 'k', 'FREE')`,
      `INSERT INTO configurations (key, value) VALUES (${key}, 'configuration ${index}')`,
      `UPDATE configurations SET user_id = CAST(value AS BLOB) WHERE key IS ${key}`,
      `INSERT INTO settings (key, value) VALUES (${key}, 'setting ${index}')`,
      `INSERT INTO consensus_settings (key, value) VALUES (${key}, 'of consensus ${index}')`,
      `INSERT INTO consensus_profiles (id, profile_name, generator_model, refiner_model, validator_model, curator_model)
       VALUES (${key}, 'profile ${index}', 'a/b', 'a/b', 'a/b', 'a/b')`,
    ])
    home.database('.hive-ai/hive-ai.db', afterMigrations({ count: 1 }), (db) => {
      for (const sql of rows) db.exec(sql)
    })
    home.write('.hive-ai/config.json', { license_key: 'HIVE-AB12-CD34-EF56-7890', preferences: { theme: 'dark' } })
  },
  expect: { books: { users: { migrated: 7 }, settings: { migrated: 7 } } },
})
