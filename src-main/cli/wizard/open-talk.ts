import type { CommonOptions } from '../options.js'
import type { World } from '../world.js'
import { clackTalk } from './talk-clack.js'
import { plainTalk } from './talk-plain.js'
import type { Talk } from './talk.js'

/** Whether nothing may be drawn over: a screen reader would read every redrawn line again. */
export function wantsPlainLines(env: World['env']): boolean {
  return env['TERM'] === 'dumb' || !['', '0', undefined].includes(env['HIVE_ACCESSIBLE'])
}

/** The terminal to speak on; null where there is none, or where words would break what a program reads. */
export function createTalk(world: World, common: CommonOptions, signal: AbortSignal, prepare: () => void): Talk | null {
  // With --json stdout belongs to the document.
  const output = common.json ? world.stderr : world.stdout
  if (!world.stdin.isTTY || !output.isTTY || common.progress === 'json') return null
  const setting = { world, output, signal, prepare }
  return wantsPlainLines(world.env) ? plainTalk(setting) : clackTalk(setting)
}
