/** The settings of `tuning.json` in words. */
import { t, tNamed } from '../i18n/index.js'
import { engineWords } from '../i18n/engine.js'
import { bytes, count, duration } from './format.js'

export const settingName = (setting: string): string => tNamed('settingNames', setting) ?? setting

/** The value with the unit that the setting's name ends in (engine/tuning.ts). */
export function settingValue(setting: string, value: number | boolean): string {
  if (typeof value === 'boolean') return t(value ? 'performance.on' : 'performance.off')
  if (setting.endsWith('Ms')) return duration(value)
  if (setting.endsWith('Kib')) return bytes(value * 1024)
  return count(value)
}

/** What the engine says while it tries a setting (`Trying commitMs 2000`), with the setting in words; else as it is. */
export function trialLabel(label: string): string {
  const [, setting = '', value = ''] = /^Trying (\w+) (true|false|[\d.]+)$/.exec(label) ?? []
  if (setting === '') return engineWords(label)
  const tried = value === 'true' || value === 'false' ? value === 'true' : Number(value)
  return t('performance.trying', { setting: settingName(setting), value: settingValue(setting, tried) })
}
