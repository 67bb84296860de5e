import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { SecondThread } from '../../../src-main/engine-process/second-thread.js'

let folder: string
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'hive-thread-'))))
afterEach(() => rmSync(folder, { recursive: true }))

it('that died fails what it was doing and what is asked of it later: nobody waits for ever', async () => {
  const script = join(folder, 'dies.mjs')
  writeFileSync(
    script,
    `import { parentPort } from 'node:worker_threads'
     parentPort.postMessage({ type: 'ready' })
     parentPort.once('message', () => process.exit(1))`,
  )
  const thread = new SecondThread(pathToFileURL(script))
  const watch = { signal: new AbortController().signal }
  for (const _ of ['doing', 'later']) {
    await expect(thread.run('count', { path: 'never read' }, watch)).rejects.toThrow('ended before it answered')
  }
  await thread.close()
})
