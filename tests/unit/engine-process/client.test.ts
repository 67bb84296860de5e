import { spawn } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, afterEach, describe, expect, it } from 'vitest'
import type { HiveError } from '../../../src-main/engine/errors.js'
import type { MigrateRequest, ProgressEvent } from '../../../src-main/engine/model/index.js'
import { EngineClient } from '../../../src-main/engine-process/client.js'
import { currentEnvironment } from '../../../src-main/engine-process/environment.js'
import type { FromEngine } from '../../../src-main/engine-process/protocol.js'
import { startNodeTransport } from '../../../src-main/engine-process/node-transport.js'

const file = (name: string) => fileURLToPath(new URL(name, import.meta.url))
const hooks = ['--no-warnings', '--import', new URL('stub/typescript-hooks.mjs', import.meta.url).href]
const migrate = (from: string): MigrateRequest => ({ from, type: 'upgrade', validation: 'standard', resume: false })

const stateHome = mkdtempSync(join(tmpdir(), 'hive-client-'))
let client: EngineClient | undefined
const clientWith = (onProgress?: (event: ProgressEvent) => void) =>
  (client = new EngineClient({
    environment: { ...currentEnvironment({ home: '/somewhere' }), stateHome },
    start: () => startNodeTransport(file('stub/host.ts'), hooks),
    onProgress,
  }))
const isThere = (pid: number) => {
  try {
    return process.kill(pid, 0)
  } catch {
    return false
  }
}
const pidOf = async (engine: EngineClient) => ((await engine.call('status', {})) as unknown as { pid: number }).pid

/** A client whose call of `migrate` has emitted some progress (the first, or the one that is wanted): it is in the middle of it. */
async function started(from: string, isWanted: (event: ProgressEvent) => boolean = () => true) {
  let begun: () => void
  const beginning = new Promise<void>((resolve) => (begun = resolve))
  const engine = clientWith((event) => {
    if (isWanted(event)) begun()
  })
  const outcome = engine.call('migrate', migrate(from)).then(
    (result) => ({ result }),
    (error: unknown) => ({ code: (error as HiveError).code }),
  )
  await beginning
  return { engine, outcome }
}

afterEach(() => {
  client?.close()
  rmSync(join(stateHome, 'log.ndjson'), { force: true })
})
afterAll(() => rmSync(stateHome, { recursive: true }))

/** What the log has, a line each: `level event detail`. */
const logged = () => {
  const file = join(stateHome, 'log.ndjson')
  const lines = existsSync(file) ? readFileSync(file, 'utf8').split('\n').filter(Boolean) : []
  return lines.map((line) => {
    const { level, event, detail } = JSON.parse(line) as Record<'level' | 'event' | 'detail', string>
    return `${level} ${event} ${detail}`
  })
}

describe('a call', () => {
  it('reaches the engine in a process of its own, with the environment it was given', async () => {
    const status = (await clientWith().call('status', {})) as unknown as { pid: number; environment: { home: string } }
    expect(status.pid).not.toBe(process.pid)
    expect(status.environment.home).toMatch(/somewhere$/)
  })

  it('rejects with the HiveError that the engine threw', async () => {
    await expect(clientWith().call('analyze', { path: '/x' })).rejects.toMatchObject({
      code: 'HM-SOURCE-MISSING',
      message: 'Nothing at /x',
    })
  })

  it('rejects with HM-INTERNAL for an error that is none of ours', async () => {
    await expect(clientWith().call('preview', {})).rejects.toMatchObject({ code: 'HM-INTERNAL' })
  })

  it('waits for the one before it', async () => {
    const engine = clientWith()
    const [, second] = await Promise.all([engine.call('migrate', migrate('burst')), engine.call('status', {})])
    expect(second).toBeDefined()
  })

  it('gets few of many progress events, the first and the last among them', async () => {
    const fractions: number[] = []
    await clientWith((event) => fractions.push(event.fraction)).call('migrate', migrate('burst'))
    expect(fractions.at(0)).toBe(0)
    expect(fractions.at(-1)).toBe(1)
    expect(fractions.length).toBeLessThan(20)
  })
})

describe('the log', () => {
  it('has what changes something and how it ended, and of questions only faults', async () => {
    const engine = clientWith()
    await engine.call('status', {})
    await engine.call('analyze', { path: '/x' }).catch(() => undefined)
    expect(logged()).toEqual([])
    await engine.call('migrate', migrate('well'))
    expect(logged()).toEqual([expect.stringMatching(/^info migrate ended after \d/)])
  })

  it('has an error that is none of ours with its place in the code', async () => {
    await clientWith()
      .call('preview', {})
      .catch(() => undefined)
    expect(logged()).toEqual([expect.stringMatching(/^error preview HM-INTERNAL after .*: Error: a bug\n\s+at .*host/)])
  })

  it('has the death of the process, but not its end by the app', async () => {
    const first = await started('crash')
    await first.outcome
    expect(logged()).toEqual(['error engine-died exit code 9'])
    const second = await started('block')
    second.engine.close()
    await second.outcome
    expect(logged()).toHaveLength(1)
  })
})

describe('cancel', () => {
  it('answers false when nothing runs', () => expect(clientWith().cancel()).toBe(false))

  it('lets an engine that listens stop by itself, its process living on', async () => {
    const { engine, outcome } = await started('polite')
    expect(engine.cancel()).toBe(true)
    expect(await outcome).toEqual({ code: 'HM-CANCELLED' })
    expect(await pidOf(engine)).toBe(await pidOf(engine))
  })

  it('ends the process of an engine that does not hear, and serves the next call', async () => {
    // Left alone, it would come to a good end in a minute.
    const { engine, outcome } = await started('block')
    engine.cancel()
    expect(await outcome).toEqual({ code: 'HM-CANCELLED' })
    expect(await pidOf(engine)).toBeGreaterThan(0)
  })

  it('that came too late does not let the next call meet the process that is being killed', async () => {
    const answered = { ok: true, value: { late: true } } as const
    const exits: (() => void)[] = []
    let started = 0
    client = new EngineClient({
      environment: { ...currentEnvironment({ home: '/somewhere' }), stateHome },
      start: () => {
        const first = started++ === 0
        let hear: (message: FromEngine) => void
        const answer = (id: number) => hear({ type: 'response', id, outcome: answered as never })
        let id = 0
        return {
          onMessage: (listener) => (hear = listener),
          onExit: (listener) => exits.push(() => listener('killed')),
          send: (message) => {
            if (message.type !== 'request') return
            id = message.id
            if (!first) answer(id)
          },
          // Its answer was on its way; its end is heard of later.
          kill: () => {
            answer(id)
            setTimeout(() => exits.shift()?.(), 20)
          },
        }
      },
    })
    const late = client.call('migrate', migrate('late'))
    const next = client.call('status', {})
    await expect.poll(() => client?.cancel()).toBe(true)
    expect(await Promise.all([late, next])).toEqual([answered.value, answered.value])
    expect(started).toBe(2)
  })

  it('does not cut off the swap', async () => {
    const { engine, outcome } = await started('swap', ({ cancellable }) => !cancellable)
    expect(engine.cancel()).toBe(false)
    expect(await outcome).toEqual({ result: { runId: 'run-1' } })
  })
})

describe('death', () => {
  it('of the process in a call is HM-ENGINE-DIED, and the next call gets a new process', async () => {
    const { engine, outcome } = await started('crash')
    expect(await outcome).toEqual({ code: 'HM-ENGINE-DIED' })
    expect(await pidOf(engine)).toBeGreaterThan(0)
  })

  it('of an idle process is not noticed by the next call', async () => {
    const engine = clientWith()
    const first = await pidOf(engine)
    process.kill(first, 'SIGKILL')
    // It is there until this process has heard of its end.
    while (isThere(first)) await new Promise((resolve) => setTimeout(resolve, 5))
    expect(await pidOf(engine)).not.toBe(first)
  })

  it('by close rejects the running call and every later one', async () => {
    const { engine, outcome } = await started('block')
    engine.close()
    expect(await outcome).toEqual({ code: 'HM-ENGINE-DIED' })
    await expect(engine.call('status', {})).rejects.toMatchObject({ code: 'HM-ENGINE-DIED' })
  })

  it('of the owner ends the engine', async () => {
    const owner = spawn(process.execPath, [...hooks, file('stub/owner.ts')], { stdio: ['ignore', 'pipe', 'inherit'] })
    const pid = Number(
      await new Promise<string>((resolve) => owner.stdout.once('data', (data) => resolve(String(data)))),
    )
    owner.kill('SIGKILL')
    await expect.poll(() => isAlive(pid), { timeout: 10_000 }).toBe(false)
  })
})

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch {
    return false
  }
}
