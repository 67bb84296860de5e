import type { MadeRows, Signs } from './shape.js'

/** The list of messages in a JSON text: the text itself, or its `messages`; no row where it is neither. */
const listIn = (text: string) => `json_each(CASE WHEN typeof(${text}) = 'text' AND json_valid(${text}) THEN
    CASE json_type(${text})
      WHEN 'array' THEN ${text}
      WHEN 'object' THEN CASE json_type(${text}, '$.messages') WHEN 'array' THEN json_extract(${text}, '$.messages') END
    END END)`

const isText = (path: string) => `json_type(e.value, '${path}') = 'text'`

/**
 * Messages that a row keeps as JSON (facts 1.7.3, 1.7.6): `key` is the column of its conversation's id, `text` that of the
 * JSON. Only what is one without doubt becomes one: a role and a content that are texts, and no stage but the curator's. Ids
 * are made of the conversation's and the place in the list. The JSON is carried word for word, whatever it holds (facts T14).
 */
export function jsonMessages(signs: Signs, { key, text }: { key: string; text: string }): MadeRows {
  return {
    ...signs,
    target: 'messages',
    label: 'Making messages of their JSON',
    sql: ({
      from,
      rowid,
      moment,
    }) => `INSERT OR IGNORE INTO main.messages (id, conversation_id, role, content, timestamp)
      SELECT 'msg_' || CASE typeof(c.id) WHEN 'blob' THEN 'x''' || hex(c.id) || '''' ELSE c.id END || '_' || e.key, c.id,
        json_extract(e.value, '$.role'), json_extract(e.value, '$.content'),
        coalesce(${moment(`json_extract(e.value, '$.timestamp')`)}, c.created_at)
      FROM ${from} AS s NOT INDEXED
      CROSS JOIN main.conversations AS c
        ON c.id = CASE WHEN typeof(s.${key}) IN ('integer', 'real') THEN CAST(s.${key} AS TEXT) ELSE s.${key} END
      CROSS JOIN ${listIn(`s.${text}`)} AS e
      WHERE %RANGE% AND e.type = 'object' AND ${isText('$.role')} AND ${isText('$.content')}
        AND coalesce(lower(json_extract(e.value, '$.stage')) = 'curator', json_extract(e.value, '$.stage') IS NULL)
      ORDER BY s.${rowid}, e.key`,
  }
}
