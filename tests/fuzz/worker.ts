/** The process that plays cases: it may crash or hang, and its parent notices. One case at a time, by messages. */
import { join } from 'node:path'
import { toFailure } from '../../src-main/engine/errors.js'
import { createEngine } from '../../src-main/engine/index.js'
import type { Environment, MigrationResult } from '../../src-main/engine/model/index.js'

export type Job = { root: string; action: 'analyze' | 'preview' | 'quick' | 'salvage' }

/** What came of a job: what the engine answered, or the code and words of its failure. */
export type Done = { result: MigrationResult | null; code: string | null; exit: number; detail: string }

async function perform({ root, action }: Job): Promise<Done> {
  const environment: Environment = {
    ...{ platform: 'linux', home: join(root, 'home'), homeGiven: true, env: {} },
    ...{ stateHome: join(root, 'state'), tmpdir: join(root, 'tmp') },
  }
  const engine = createEngine({ environment, emit: () => undefined, signal: new AbortController().signal })
  try {
    if (action === 'analyze') await engine.analyze({})
    if (action === 'preview') await engine.preview({ salvage: true })
    const migrates = action === 'quick' || action === 'salvage'
    const result = migrates
      ? await engine.migrate({ type: 'upgrade', validation: 'standard', resume: false, salvage: action === 'salvage' })
      : null
    return { result, code: null, exit: 0, detail: '' }
  } catch (error) {
    const { code, exit, detail } = toFailure(error)
    const stack = code === 'HM-INTERNAL' && error instanceof Error ? (error.stack ?? '') : ''
    return { result: null, code, exit, detail: stack || detail }
  }
}

process.on('message', (job: Job) => {
  void perform(job).then((done) => process.send?.(done))
})
