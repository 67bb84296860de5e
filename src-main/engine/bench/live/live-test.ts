import { mkdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import type { EngineContext } from '../../api.js'
import { HiveError, toFailure } from '../../errors.js'
import type { LiveTestRequest, LiveTestResult, LiveTestSize, ScenarioResult } from '../../model/index.js'
import { machine } from '../measure/machine.js'
import { announcer } from '../announce.js'
import { inWorkFolder } from '../work-folder.js'
import { basic } from './basic.js'
import { concurrent } from './concurrent.js'
import { corruption } from './corruption.js'
import { integrity } from './integrity.js'
import { largeFiles } from './large-files.js'
import { memoryScenario } from './memory.js'
import { partial } from './partial.js'
import { performanceScenario } from './performance.js'
import { copyInstall, type PrivateCopy } from './private-copy.js'
import { recommend } from './recommend.js'
import { Skipped, type Scenario, type Stage } from './scenario.js'
import { traceOf, type Traced } from './trace.js'

/** In the order of facts 4.6. */
const scenarios: readonly Scenario[] = [
  ...[basic, performanceScenario, integrity, largeFiles, corruption, partial, concurrent, memoryScenario],
]

const sizes: Record<Exclude<LiveTestSize, number>, number> = {
  small: 100,
  medium: 1000,
  large: 10_000,
  xlarge: Infinity,
}

/** At one time a scenario needs room for so many migrations of the copy. */
const roomFor = 3

/**
 * Plays the scenarios on a private copy of the user's install, in a folder that is gone afterwards. A scenario that fails
 * is part of the answer; the call rejects only when there is no source, no room, or the user stopped it.
 */
export async function liveTest(
  context: EngineContext,
  request: LiveTestRequest,
  worker?: string,
): Promise<LiveTestResult> {
  const { environment, signal } = context
  const started = performance.now()
  const chosen = scenarios.filter(({ name }) => request.scenarios?.includes(name) ?? true)
  const announce = announcer(context.emit, 'test')
  announce('Copying your install', 0)
  const work = async (folder: string) => {
    const size = request.size ?? 'xlarge'
    const conversations = typeof size === 'number' ? size : sizes[size]
    const copy = await copyInstall(environment, request.from, folder, { conversations, times: roomFor })
    const deadline = AbortSignal.timeout(inMilliseconds(request.timeoutMinutes))
    const played: Traced[] = []
    for (const [index, scenario] of chosen.entries()) {
      const label = `${index + 1} of ${chosen.length}: ${scenario.title}`
      announce(label, (index + 0.5) / (chosen.length + 1), ended(played))
      const stage: Stage = {
        ...{ folder: join(folder, scenario.name), copy, platform: environment.platform, worker, runs: [] },
        signal: AbortSignal.any([signal, deadline]),
      }
      const startedAt = performance.now()
      const result = await play(scenario, stage, deadline)
      signal.throwIfAborted()
      const whole = stage.runs.filter((run) => run.phases.some(({ phase }) => phase === 'copy'))
      const phases = (whole.at(-1) ?? stage.runs.at(-1))?.phases
      if (request.profile && phases) result.profile = phases
      played.push({ result, startedAt, runs: stage.runs })
    }
    announce('Done', 1, ended(played))
    return answer(played, copy, folder, request, started)
  }
  try {
    return await inWorkFolder(environment, work)
  } catch (error) {
    if (signal.aborted) throw new HiveError('HM-CANCELLED', 'You stopped the test.', { cause: error })
    throw error
  }
}

/** A whole number, as a timer takes it; one of more than 24 days would go off at once. */
const inMilliseconds = (minutes: number): number => Math.min(2 ** 31 - 1, Math.max(1, Math.round(minutes * 60_000)))

/** The verdicts so far, as they cross while the rest still runs. */
const ended = (played: Traced[]): ScenarioResult[] => played.map(({ result }) => result)

function answer(
  played: Traced[],
  copy: PrivateCopy,
  folder: string,
  request: LiveTestRequest,
  started: number,
): LiveTestResult {
  const results = played.map(({ result }) => result)
  const { bytes, rows, conversations } = copy
  const told = { scenarios: results, source: copy.original, tested: { bytes, rows, conversations } }
  return {
    passed: results.every(({ status }) => status === 'passed' || status === 'skipped'),
    ...told,
    recommendations: recommend(told),
    untouched: copy.isUntouched(),
    machine: machine(folder),
    ms: Math.round(performance.now() - started),
    ...(request.profile ? { trace: traceOf(played, started) } : {}),
  }
}

/** Plays one scenario in its folder; whatever it throws is a verdict. */
async function play(scenario: Scenario, stage: Stage, deadline: AbortSignal): Promise<ScenarioResult> {
  const { name, title } = scenario
  const started = performance.now()
  const result = (status: ScenarioResult['status'], rest: Partial<ScenarioResult>): ScenarioResult => {
    const ms = Math.round(performance.now() - started)
    return { name, title, status, ms, summary: '', figures: {}, checks: [], ...rest }
  }
  const isOver = () => deadline.aborted
  if (isOver()) return result('timed-out', { summary: 'No time was left.' })
  mkdirSync(stage.folder, { mode: 0o700 })
  try {
    const verdict = await scenario.play(stage)
    return result(verdict.checks.every(({ passed }) => passed) ? 'passed' : 'failed', verdict)
  } catch (error) {
    if (error instanceof Skipped) return result('skipped', { summary: error.message })
    if (isOver()) return result('timed-out', { summary: 'The time was over before its end.' })
    const { code, detail } = toFailure(error)
    return result('failed', { summary: detail, checks: [{ name: 'It runs to its end', passed: false, detail: code }] })
  } finally {
    rmSync(stage.folder, { recursive: true, force: true })
  }
}
