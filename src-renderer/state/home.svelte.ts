import type { Failure, OperationName, RunSummary } from '../../src-preload/contract.js'
import { count, plural } from '../lib/format.js'
import { holdings } from '../lib/install.js'
import { operation } from './operation.svelte.js'
import { pageOf, type Route } from './router.svelte.js'
import { interruptedRun, lastMigration } from './runs.js'
import { damaged, usable, world } from './world.svelte.js'

type Words = { title: string; lede: string }

/** The state of the world as Home says it; exactly one primary action belongs to each. */
export type HomeState = Words &
  (
    | { kind: 'looking' }
    | { kind: 'failed'; failure: Failure }
    | { kind: 'running'; where: Route }
    | { kind: 'interrupted'; run: RunSummary | null }
    | { kind: 'migrated'; run: RunSummary | null }
    | { kind: 'ready' }
    | { kind: 'damaged' }
    | { kind: 'nothing' }
  )

export function homeState(): HomeState {
  const now = operation.state
  if (now.kind === 'running') {
    return { kind: 'running', where: pageOf(now.operation), title: runningTitles[now.operation], lede: runningLede }
  }
  const { analysis, status } = world
  for (const answer of [analysis.state, status.state]) {
    if (answer.kind === 'failed') {
      return { kind: 'failed', failure: answer.failure, title: 'The search did not finish', lede: '' }
    }
  }
  if (!analysis.value || !status.value)
    return { kind: 'looking', title: 'Looking for your old Hive', lede: lookingLede }
  if (status.value.state === 'interrupted') {
    const run = interruptedRun(status.value)
    return run?.kind === 'rollback'
      ? { kind: 'interrupted', run, title: 'Going back was interrupted', lede: halfBackLede }
      : { kind: 'interrupted', run, title: 'A migration was interrupted', lede: interruptedLede }
  }
  if (status.value.state === 'migrated') {
    const run = lastMigration(status.value)
    const lede = run?.salvage ? salvagedLede : migratedLede
    return { kind: 'migrated', run, title: 'Your data has moved', lede }
  }
  const ready = world.candidates.filter(usable)
  if (ready.length === 0 && world.candidates.some(damaged)) {
    return { kind: 'damaged', title: 'Your old Hive is damaged', lede: damagedLede }
  }
  if (ready.length === 0) return { kind: 'nothing', title: 'No old Hive found', lede: nothingLede }
  return { kind: 'ready', title: readyTitle(ready.length), lede: readyLede(ready.length) }
}

const runningTitles: Record<OperationName, string> = {
  migrate: 'The migration is running',
  rollback: 'The rollback is running',
  test: 'The live test is running',
  benchmark: 'The benchmark is running',
  optimize: 'Better settings are being looked for',
}
const runningLede = 'You can look around meanwhile; it goes on.'
const lookingLede = 'This takes a moment. Nothing is changed.'
const interruptedLede = 'It can go on from where it stopped.'
const halfBackLede = 'It stopped while it put things back. One click finishes it.'
const migratedLede = 'The new Hive has everything. You can still go back with one click.'
const salvagedLede =
  'The new Hive has what could be read of the damaged database. You can still go back with one click.'
const damagedLede =
  'Some of it can no longer be read. The rest can be recovered, and you see first what that is. Nothing is changed until you say so.'
const nothingLede =
  'None of the usual places holds one. You can show where it is, or see how a migration works on sample data.'

const readyTitle = (found: number): string =>
  found === 1 ? 'Your old Hive is ready to move' : `${count(found)} old Hives are ready to move`

function readyLede(found: number): string {
  const chosen = found === 1 ? world.chosen : null
  const held = chosen ? plural(holdings(chosen.install).conversations, 'conversation') : 'Everything in them'
  return `${held}: backed up first, copied, and every value compared before the new Hive gets it. You can go back at any time.`
}
