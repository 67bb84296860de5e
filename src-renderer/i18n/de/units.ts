import type { en } from '../en/index.js'
import type { Translation } from '../message.js'

export const units: Translation<typeof en.units> = {
  bytes: '{amount} Byte',
  kB: '{amount} kB',
  MB: '{amount} MB',
  GB: '{amount} GB',
  TB: '{amount} TB',
  percent: '{n} %',
  ms: '{amount} ms',
  s: '{amount} s',
  minSec: '{minutes} min {seconds} s',
  hourMin: '{hours} h {minutes} min',
  fewSeconds: 'wenige Sekunden',
  seconds: { one: '{range} Sekunden', other: '{range} Sekunden' },
  minutes: { one: '{range} Minute', other: '{range} Minuten' },
  hours: { one: '{range} Stunde', other: '{range} Stunden' },
  upTo: 'bis zu {amount}',
  about: 'etwa {amount}',
}
