/** What every scenario is given, and the little language in which it says what it found. */
import { existsSync, mkdirSync, readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import type { EngineMethod, EngineRequest, EngineResponse } from '../../api.js'
import { toFailure } from '../../errors.js'
import type {
  Environment,
  Failure,
  MigrateRequest,
  MigrationResult,
  PhaseProfile,
  ScenarioCheck,
  ScenarioName,
} from '../../model/index.js'
import { engineInProcess, type Measured } from '../in-process.js'
import type { EngineJob } from '../jobs.js'
import type { PrivateCopy } from './private-copy.js'
import type { Sample } from '../measure/sampler.js'

/** A whole migration as it was watched. */
export type WatchedRun = { phases: PhaseProfile[]; startedAt: number; samples: Sample[]; began: number[] }

export type Stage = {
  /** A folder of the scenario's own; gone when it has ended. */
  folder: string
  copy: PrivateCopy
  signal: AbortSignal
  platform: Environment['platform']
  /** The file that runs jobs, for tests; absent: the built one. */
  worker?: string
  /** Every migration that ran to its end, for the profile. */
  runs: WatchedRun[]
}

export type Verdict = { summary: string; figures: Record<string, number>; checks: ScenarioCheck[] }

export type Scenario = {
  name: ScenarioName
  title: string
  /** Throws `Skipped` where it is not possible. */
  play(stage: Stage): Promise<Verdict>
}

/** Why a scenario cannot be played here. */
export class Skipped extends Error {}

/** Collects what a scenario demands. */
export class Checks {
  readonly all: ScenarioCheck[] = []

  demand(name: string, passed: boolean, detail = ''): void {
    this.all.push({ name, passed, detail })
  }
}

/** A made-up machine below the stage's folder, whose home is `home`. */
export function machineIn(stage: Stage, home: string, name = 'state'): Environment {
  const tmpdir = join(stage.folder, 'tmp')
  mkdirSync(tmpdir, { recursive: true, mode: 0o700 })
  const stateHome = join(stage.folder, name)
  return { platform: stage.platform, home, homeGiven: true, env: {}, stateHome, tmpdir }
}

export type Migration = Partial<MigrateRequest> & {
  machine: Environment
  /** Where the new database goes; a new path for each. */
  to: string
  dieAt?: EngineJob['dieAt']
  onPhase?: (phase: string) => void
}

/** Migrates in a process of its own, watched; rejects as the engine does. */
export async function migrate(stage: Stage, migration: Migration): Promise<Measured<MigrationResult>> {
  const { machine, to, dieAt, onPhase, ...request } = migration
  const marks: { phase: string; ms: number }[] = []
  const startedAt = performance.now()
  const measured = await engineInProcess(
    {
      ...{ environment: machine, method: 'migrate', dieAt },
      request: { type: 'upgrade', validation: 'standard', resume: false, to, ...request },
    },
    {
      ...{ signal: stage.signal, worker: stage.worker },
      onEvent: ({ phase }, ms) => {
        if (marks.at(-1)?.phase === phase) return
        marks.push({ phase, ms })
        onPhase?.(phase)
      },
    },
  )
  const began = marks.map(({ ms }) => ms)
  stage.runs.push({ ...profile(marks, measured), startedAt, began })
  return measured
}

function profile(marks: { phase: string; ms: number }[], { samples }: Measured<unknown>) {
  const phases = marks.slice(0, -1).map(({ phase, ms }, index) => {
    const end = marks[index + 1]?.ms ?? ms
    const seen = samples.filter((sample) => sample.ms >= ms && sample.ms <= end).map(({ bytes }) => bytes)
    return { phase, ms: Math.round(end - ms), peakBytes: seen.length > 0 ? Math.max(...seen) : null }
  })
  return { phases, samples }
}

/** Calls another method of the engine in a process of its own. */
export async function call<M extends EngineMethod>(
  stage: Stage,
  environment: Environment,
  method: M,
  request: EngineRequest<M>,
): Promise<EngineResponse<M>> {
  const job = { environment, method, request }
  return (await engineInProcess(job, { signal: stage.signal, worker: stage.worker })).answer
}

/** The failure that work ends in, or null when it does not fail. Being stopped from outside is neither. */
export async function failureOf(stage: Stage, work: Promise<unknown>): Promise<Failure | null> {
  try {
    await work
    return null
  } catch (error) {
    stage.signal.throwIfAborted()
    return toFailure(error)
  }
}

/** Every file below a folder with its size and time: whether something changed. */
export function tree(folder: string): string {
  if (!existsSync(folder)) return 'absent'
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .map((entry) => {
      const path = join(entry.parentPath, entry.name)
      const { size, mtimeMs } = statSync(path)
      return entry.isFile() ? `${path} ${size} ${mtimeMs}` : path
    })
    .sort()
    .join('\n')
}

/** The engine's word for a process that was ended. */
export const died = (failure: Failure | null): boolean => failure?.code === 'HM-ENGINE-DIED'

/** Throws when a scenario's demand on the data is not met. */
export function need<T>(value: T | null | undefined, why: string): T {
  if (value === null || value === undefined) throw new Skipped(why)
  return value
}
