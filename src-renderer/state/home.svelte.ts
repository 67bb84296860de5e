import type { Failure, RunSummary } from '../../src-preload/contract.js'
import { t } from '../i18n/index.js'
import { holdings } from '../lib/install.js'
import { operation } from './operation.svelte.js'
import { pageOf, type Route } from './router.svelte.js'
import { interruptedRun, lastMigration, lastUndo } from './runs.js'
import { damaged, usable, world } from './world.svelte.js'

type Words = { title: string; lede: string }

/** The state of the world as Home says it; exactly one primary action belongs to each. */
export type HomeState = Words &
  (
    | { kind: 'looking' }
    | { kind: 'failed'; failure: Failure }
    | { kind: 'running'; where: Route }
    | { kind: 'elsewhere' }
    | { kind: 'interrupted'; run: RunSummary | null }
    | { kind: 'migrated'; run: RunSummary | null }
    | { kind: 'undone'; undo: RunSummary }
    | { kind: 'ready' }
    | { kind: 'damaged' }
    | { kind: 'nothing' }
  )

export function homeState(): HomeState {
  const now = operation.state
  if (now.kind === 'running') {
    return {
      kind: 'running',
      where: pageOf(now.operation),
      title: t(`home.${now.operation}Running`),
      lede: t('home.runningLede'),
    }
  }
  const { analysis, status } = world
  for (const answer of [analysis.state, status.state]) {
    if (answer.kind === 'failed') {
      return { kind: 'failed', failure: answer.failure, title: t('home.searchFailed'), lede: '' }
    }
  }
  if (!analysis.value || !status.value)
    return { kind: 'looking', title: t('wizard.lookingForOld'), lede: t('home.lookingLede') }
  // What looks interrupted may be what runs there.
  if (status.value.busy === true)
    return { kind: 'elsewhere', title: t('home.elsewhereTitle'), lede: t('home.elsewhereLede') }
  if (status.value.state === 'interrupted') {
    const run = interruptedRun(status.value)
    return run?.kind === 'rollback'
      ? { kind: 'interrupted', run, title: t('home.halfBackTitle'), lede: t('home.halfBackLede') }
      : { kind: 'interrupted', run, title: t('home.interruptedTitle'), lede: t('home.interruptedLede') }
  }
  if (status.value.state === 'migrated') {
    const run = lastMigration(status.value)
    return { kind: 'migrated', run, ...migratedWords(run) }
  }
  const ready = world.candidates.filter(usable)
  if (ready.length === 0 && world.candidates.some(damaged)) {
    return { kind: 'damaged', title: t('home.damagedTitle'), lede: t('home.damagedLede') }
  }
  if (ready.length === 0) return { kind: 'nothing', title: t('home.nothingTitle'), lede: t('home.nothingLede') }
  const undo = lastUndo(status.value)
  if (undo) return { kind: 'undone', undo, title: t('home.moveUndoneTitle'), lede: t('home.moveUndoneLede') }
  return { kind: 'ready', title: t('home.readyTitle', { n: ready.length }), lede: readyLede(ready.length) }
}

/** What is in the new Hive: never more than what was chosen, or could be read. */
function migratedWords(run: RunSummary | null): Words {
  const n = run?.waiting ?? 0
  if (n > 0) {
    const fresh = run?.asked?.type === 'fresh'
    return { title: t('home.partTitle'), lede: t(fresh ? 'home.freshLede' : 'home.stagedLede', { n }) }
  }
  return { title: t('home.migratedTitle'), lede: t(run?.salvage ? 'home.salvagedLede' : 'home.migratedLede') }
}

function readyLede(found: number): string {
  const chosen = found === 1 ? world.chosen : null
  const held = chosen
    ? t('common.conversations', { n: holdings(chosen.install).conversations })
    : t('home.everythingInThem')
  return t('home.readyLede', { held })
}
