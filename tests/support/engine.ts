/** The engine in a world of its own: a temporary home, state folder and folder for temporary files. */
import { createHash } from 'node:crypto'
import { lstatSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, readlinkSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, relative } from 'node:path'
import { toFailure } from '../../src-main/engine/errors.js'
import { createEngine, type EngineApi } from '../../src-main/engine/index.js'
import type {
  Environment,
  Failure,
  MigrateRequest,
  MigrationResult,
  ProgressEvent,
} from '../../src-main/engine/model/index.js'
import { defaultTuning, type Tuning } from '../../src-main/engine/tuning.js'
import { createSample, type SampleOptions } from '../../src-main/engine/sample/index.js'

export type World = {
  home: string
  environment: Environment
  /** Where the sample's database lies, and where the new one goes. */
  source: string
  target: string
  engine: EngineApi
  migrate(request?: Partial<MigrateRequest>): Promise<MigrationResult>
  remove(): void
}

/** Makes a world; `sample` is the install in its home, or null for an empty home. */
export async function makeWorld(sample: Omit<SampleOptions, 'directory'> | null = {}): Promise<World> {
  const root = mkdtempSync(join(tmpdir(), 'hive-world-'))
  const [home, temporary] = [join(root, 'home'), join(root, 'tmp')]
  for (const folder of [home, temporary]) mkdirSync(folder)
  if (sample) await createSample({ conversations: 5, textBytes: 500, ...sample, directory: home })
  const environment: Environment = {
    ...{ platform: 'linux', home, homeGiven: true, env: {}, stateHome: join(root, 'state'), tmpdir: temporary },
  }
  const engine = engineOf(environment)
  return {
    ...{ home, environment, engine },
    source: join(home, '.hive-ai', 'hive-ai-knowledge.db'),
    target: join(home, '.hive', 'hive-ai.db'),
    migrate: (request) => engine.migrate({ ...plainRun, ...request }),
    remove: () => {
      rmSync(root, { recursive: true, force: true })
    },
  }
}

export const plainRun: MigrateRequest = { type: 'upgrade', validation: 'standard', resume: false }

/** An engine on a machine; `emit` hears its progress. */
export function engineOf(
  environment: Environment,
  signal = new AbortController().signal,
  emit: (event: ProgressEvent) => void = () => undefined,
  tuning: Tuning = defaultTuning,
): EngineApi {
  return createEngine({ environment, emit, signal, tuning })
}

/** Every path below a folder with its kind, mode, size, time and the hash of its bytes. */
export function snapshot(folder: string): Record<string, string> {
  const tree: Record<string, string> = {}
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    const path = join(entry.parentPath, entry.name)
    const { mode, size, mtimeMs } = lstatSync(path)
    const what = entry.isFile()
      ? `${size} ${Math.floor(mtimeMs)} ${createHash('sha256').update(readFileSync(path)).digest('hex')}`
      : entry.isSymbolicLink()
        ? readlinkSync(path)
        : 'folder'
    tree[relative(folder, path)] = `${mode.toString(8)} ${what}`
  }
  return tree
}

/** The failure that a promise must end in. */
export async function failureOf(promise: Promise<unknown>): Promise<Failure> {
  let value: unknown
  try {
    value = await promise
  } catch (error) {
    return toFailure(error)
  }
  throw new Error(`It should have failed and did not: ${JSON.stringify(value).slice(0, 500)}`)
}
