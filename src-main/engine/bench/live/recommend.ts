import type { LiveTestResult, ScenarioName } from '../../model/index.js'
import { formatBytes, formatCount } from '../../report/format.js'

/** What follows from the figures, in words; only what the user can do something about. */
export function recommend(result: Pick<LiveTestResult, 'scenarios' | 'source' | 'tested'>): string[] {
  const { scenarios, source, tested } = result
  const figure = (scenario: ScenarioName, name: string): number | undefined =>
    scenarios.find((each) => each.name === scenario && each.status === 'passed')?.figures[name]
  const said: string[] = []
  const failed = scenarios.filter(({ status }) => status === 'failed').map(({ name }) => name)
  if (failed.length > 0) {
    said.push(
      `Do not migrate yet: ${failed.join(', ')} failed. Send us this output with --json; it holds no conversation.`,
    )
  }
  const late = scenarios.filter(({ status }) => status === 'timed-out').map(({ name }) => name)
  if (late.length > 0)
    said.push(`No time was left for ${late.join(', ')}: give more with --timeout, or less with --size.`)
  const factor = figure('performance', 'factorOverRowByRow')
  if (factor !== undefined && factor < 10 && tested.rows >= 10_000) {
    said.push(
      `Only ${factor.toFixed(1)} times as fast as row by row: \`hive-migrate optimize\` looks for better settings.`,
    )
  }
  const spread = figure('performance', 'spreadMs')
  const took = figure('performance', 'migrateMs')
  if (spread !== undefined && took !== undefined && spread > 0.3 * took && took > 1000) {
    said.push('The times lie far apart: something else uses this disk. Close it, or count on the longer time.')
  }
  const [peak, limit] = [figure('memory', 'peakBytes'), figure('memory', 'limitBytes')]
  if (peak !== undefined && limit !== undefined && peak > 0.8 * limit) {
    said.push(`Memory came near its limit (${formatBytes(peak)}): close what you do not need while you migrate.`)
  }
  if (tested.conversations < 10) {
    said.push(
      `With ${formatCount(tested.conversations)} conversations the times say little; what was checked holds nevertheless.`,
    )
  } else if (tested.conversations < source.conversations) {
    const share = source.conversations / tested.conversations
    const all = took === undefined ? '' : ` All of it will take about ${formatCount((took * share) / 1000)} s.`
    said.push(
      `${formatCount(tested.conversations)} of your ${formatCount(source.conversations)} conversations were tried; --size xlarge tries all.${all}`,
    )
  }
  if (said.length === 0) said.push('Nothing stands in the way: `hive-migrate quick` migrates.')
  return said
}
