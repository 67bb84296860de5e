/** How the schema's modules describe their part; `index.ts` turns it into statements. */

/** Table name -> everything between the parentheses of its CREATE TABLE. */
export type TableMap = Record<string, string>

/** Index name -> what follows ON: table, columns and, where partial, its WHERE. */
export type IndexMap = Record<string, string>
