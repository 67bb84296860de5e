import type { en } from '../en/index.js'
import type { Translation } from '../../../src-main/words/message.js'

export const units: Translation<typeof en.units> = {
  bytes: '{amount}\u00a0Byte',
  kB: '{amount}\u00a0kB',
  MB: '{amount}\u00a0MB',
  GB: '{amount}\u00a0GB',
  TB: '{amount}\u00a0TB',
  percent: '{n}\u00a0%',
  underMs: 'unter 1\u00a0ms',
  ms: '{amount}\u00a0ms',
  s: '{amount}\u00a0s',
  minSec: '{minutes}\u00a0min {seconds}\u00a0s',
  hourMin: '{hours}\u00a0h {minutes}\u00a0min',
  fewSeconds: 'wenige Sekunden',
  seconds: { one: '{range} Sekunden', other: '{range} Sekunden' },
  minutes: { one: '{range}\u00a0Minute', other: '{range}\u00a0Minuten' },
  hours: { one: '{range} Stunde', other: '{range} Stunden' },
  upTo: 'bis zu {amount}',
  about: 'etwa {amount}',
}
