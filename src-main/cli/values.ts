/** Parsers of option values. Each throws commander's error with words for a person; the message becomes HM-USAGE. */
import { resolve } from 'node:path'
import { InvalidArgumentError } from 'commander'
import type { LiveTestSize, MigrationPart, ScenarioName } from '../engine/model/index.js'

/** A path as typed, made absolute: the engine runs in a process of its own. */
export function pathValue(text: string): string {
  if (text === '') throw new InvalidArgumentError('A path is needed, not an empty text.')
  return resolve(text)
}

/** A backup's id, or the path of a backup's folder (anything with a separator). */
export function backupValue(text: string): string {
  if (text === '') throw new InvalidArgumentError('The ID or the folder of a backup is needed.')
  return /[/\\]/.test(text) ? resolve(text) : text
}

/** A whole number above zero. */
export function countValue(text: string): number {
  const value = /^[0-9]+$/.test(text) ? Number(text) : 0
  if (value < 1 || !Number.isSafeInteger(value)) throw new InvalidArgumentError('A whole number above 0 is needed.')
  return value
}

/** A number above zero, `1.5` for example. */
export function factorValue(text: string): number {
  const value = /^[0-9]+(\.[0-9]+)?$/.test(text) ? Number(text) : 0
  if (value <= 0) throw new InvalidArgumentError('A number above 0 is needed.')
  return value
}

/** A share in percent, above 0 and at most 100; `25` and `25%` are the same. */
export function percentValue(text: string): number {
  const value = factorValue(text.replace(/%$/, ''))
  if (value > 100) throw new InvalidArgumentError('At most 100 percent.')
  return value
}

/** Words separated by commas. */
function listValue(text: string): string[] {
  const words = text.split(',').map((word) => word.trim())
  if (words.includes('')) throw new InvalidArgumentError('Words separated by commas are needed: a,b.')
  return words
}

/** Whole numbers separated by commas. */
export function countsValue(text: string): number[] {
  return listValue(text).map(countValue)
}

export const sizes = ['small', 'medium', 'large', 'xlarge'] as const

/** `small`, `medium`, `large`, `xlarge`, or a number of conversations. */
export function sizeValue(text: string): LiveTestSize {
  const named = sizes.find((size) => size === text)
  if (named) return named
  try {
    return countValue(text)
  } catch {
    throw new InvalidArgumentError('Choose small, medium, large, xlarge, or a number of conversations.')
  }
}

/** Every scenario, as the compiler knows it too. */
export const scenarios: Record<ScenarioName, true> = {
  ...{ basic: true, performance: true, integrity: true, large_files: true },
  ...{ corruption: true, partial: true, concurrent: true, memory: true },
}

/** Names of scenarios, separated by commas. */
export function scenariosValue(text: string): ScenarioName[] {
  return listValue(text).map((word) => {
    if (Object.hasOwn(scenarios, word)) return word as ScenarioName
    throw new InvalidArgumentError(`There is no scenario ${word}: choose of ${Object.keys(scenarios).join(', ')}.`)
  })
}

/** Every part of a staged migration, as the compiler knows it too. */
export const parts: Record<MigrationPart, true> = { settings: true, conversations: true }

/** Parts of a staged migration, separated by commas. */
export function partsValue(text: string): MigrationPart[] {
  return listValue(text).map((word) => {
    if (Object.hasOwn(parts, word)) return word as MigrationPart
    throw new InvalidArgumentError(`There is no part ${word}: choose of ${Object.keys(parts).join(', ')}.`)
  })
}

/** A day that the calendar has, perhaps with a time: `2024-12-31`, `2024-12-31T18:00Z`. */
export function dateValue(text: string): string {
  const day = /^(\d{4}-\d{2}-\d{2})([T ]\d{2}:\d{2}(:\d{2})?(Z|[+-]\d{2}:\d{2})?)?$/.exec(text)?.[1] ?? ''
  const date = new Date(`${day}T00:00:00Z`)
  if (!Number.isNaN(date.getTime()) && date.toISOString().startsWith(day)) return text
  throw new InvalidArgumentError('A date like 2024-12-31 or 2024-12-31T18:00Z is needed.')
}
