/** SQL of a key of any type as a text that tells it from others: a source may have a BLOB, or nothing, for one. */
export const speltKey = (column: string): string =>
  `CASE typeof(${column}) WHEN 'blob' THEN 'x''' || hex(${column}) || '''' WHEN 'null' THEN 'NULL'
    ELSE CAST(${column} AS TEXT) END`
