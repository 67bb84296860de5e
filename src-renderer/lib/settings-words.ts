/** The settings of `tuning.json` in words. */
import { bytes, count, duration } from './format.js'

const names: Partial<Record<string, string>> = {
  commitMs: 'Work that one commit holds',
  batchMs: 'Work that one batch holds',
  cacheKib: 'Memory for pages',
  secondThread: 'Checking in a second thread',
}

export const settingName = (setting: string): string => names[setting] ?? setting

/** The value with the unit that the setting's name ends in (engine/tuning.ts). */
export function settingValue(setting: string, value: number | boolean): string {
  if (typeof value === 'boolean') return value ? 'on' : 'off'
  if (setting.endsWith('Ms')) return duration(value)
  if (setting.endsWith('Kib')) return bytes(value * 1024)
  return count(value)
}

/** What the engine says while it tries a setting (`Trying commitMs 2000`), with the setting in words; else as it is. */
export function trialLabel(label: string): string {
  const [, setting = '', value = ''] = /^Trying (\w+) (true|false|[\d.]+)$/.exec(label) ?? []
  if (setting === '') return label
  const tried = value === 'true' || value === 'false' ? value === 'true' : Number(value)
  return `Trying “${settingName(setting)}”: ${settingValue(setting, tried)}`
}
