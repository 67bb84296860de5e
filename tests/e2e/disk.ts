/** What lies on the disk, looked at from outside of the app. */
import { createHash } from 'node:crypto'
import { lstatSync, readdirSync, readFileSync, readlinkSync } from 'node:fs'
import { join, relative } from 'node:path'
import Database from 'better-sqlite3'

/** What Electron and Chromium themselves keep in a home folder: no part of the data. */
const runtimeFolders = new Set(['.cache', '.config', '.pki', '.local', 'Library', 'AppData'])

/** Every file and folder below `home` with its kind, mode and content; two equal trees are equal in every byte. */
export function treeOf(home: string): Record<string, string> {
  const tree: Record<string, string> = {}
  const walk = (folder: string) => {
    for (const name of readdirSync(folder).sort()) {
      if (folder === home && runtimeFolders.has(name)) continue
      const path = join(folder, name)
      const stat = lstatSync(path)
      const mode = (stat.mode & 0o777).toString(8)
      const key = relative(home, path)
      if (stat.isDirectory()) {
        tree[key] = `folder ${mode}`
        walk(path)
      } else if (stat.isSymbolicLink()) tree[key] = `link ${readlinkSync(path)}`
      else tree[key] = `file ${mode} ${createHash('sha256').update(readFileSync(path)).digest('hex')}`
    }
  }
  walk(home)
  return tree
}

const tables: Record<string, string> = {
  conversations: 'id, question, final_answer, source_of_truth',
  stage_outputs: 'id, conversation_id, stage_name, stage_number, provider, model, full_output, tokens_used',
  knowledge_base: 'id, conversation_id, curator_content, topics, keywords, semantic_embedding',
  curator_truths: 'conversation_id, curator_output, confidence_score, topic_summary',
  conversation_threads: 'child_conversation_id, parent_conversation_id, thread_type, reference_text',
}

/** Problems of the new database: its own soundness, and rows of the old one that it lacks. Writes nothing. */
export function problemsOf(target: string, source: string): string[] {
  const db = new Database(target, { readonly: true })
  try {
    // A read-only connection attaches read-only, too.
    db.prepare('ATTACH ? AS old').run(source)
    const problems: string[] = []
    const integrity = db.pragma('main.integrity_check', { simple: true })
    if (integrity !== 'ok') problems.push(String(integrity))
    for (const [table, columns] of Object.entries(tables)) {
      const rows = db.prepare(`SELECT count(*) FROM old.${table}`).pluck().get() as number
      const missing = db
        .prepare(
          `SELECT count(*) FROM (SELECT ${columns} FROM old.${table} EXCEPT SELECT ${columns} FROM main.${table})`,
        )
        .pluck()
        .get() as number
      if (rows === 0 || missing > 0) problems.push(`${table}: ${missing} of ${rows} rows missing`)
    }
    return problems
  } finally {
    db.close()
  }
}
