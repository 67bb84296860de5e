/** Short SQL for making old databases: tables from their column lists, rows from objects. */

/** Table name -> everything between the parentheses of its CREATE TABLE. */
export type Tables = Record<string, string>

export type Cell = string | number | bigint | null | Uint8Array
export type Row = Record<string, Cell>

/** A name in quotes, whatever it holds. */
export const quoted = (name: string) => `"${name.replaceAll('"', '""')}"`

/** A value as SQL. A text with NUL is spelt as bytes: a literal ends there. */
export function literal(cell: Cell): string {
  if (cell === null) return 'NULL'
  if (typeof cell === 'bigint') return String(cell)
  if (typeof cell === 'number') return numberLiteral(cell)
  if (typeof cell !== 'string') return `x'${Buffer.from(cell).toString('hex')}'`
  return cell.includes('\0')
    ? `CAST(x'${Buffer.from(cell).toString('hex')}' AS TEXT)`
    : `'${cell.replaceAll("'", "''")}'`
}

function numberLiteral(value: number): string {
  if (Number.isInteger(value)) return Object.is(value, -0) ? '-0.0' : String(BigInt(value))
  if (Number.isFinite(value)) return String(value)
  return value > 0 ? '9e999' : '-9e999'
}

/** CREATE TABLE for each. */
export const create = (tables: Tables): string[] =>
  Object.entries(tables).map(([name, columns]) => `CREATE TABLE ${quoted(name)} (${columns})`)

/** One INSERT per row; rows may name different columns, what a row does not name takes its default. */
export function insert(table: string, rows: Row[]): string {
  return rows
    .map((row) => {
      const names = Object.keys(row).map(quoted).join(', ')
      return `INSERT INTO ${quoted(table)} (${names}) VALUES (${Object.values(row).map(literal).join(', ')});`
    })
    .join('\n')
}
