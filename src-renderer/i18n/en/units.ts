/** Units and ranges (lib/format.ts). */
export const units = {
  bytes: '{amount} bytes',
  kB: '{amount} kB',
  MB: '{amount} MB',
  GB: '{amount} GB',
  TB: '{amount} TB',
  percent: '{n} %',
  ms: '{amount} ms',
  s: '{amount} s',
  minSec: '{minutes} min {seconds} s',
  hourMin: '{hours} h {minutes} min',
  fewSeconds: 'a few seconds',
  seconds: { one: '{range} seconds', other: '{range} seconds' },
  minutes: { one: '{range} minute', other: '{range} minutes' },
  hours: { one: '{range} hour', other: '{range} hours' },
  upTo: 'up to {amount}',
  about: 'about {amount}',
} as const
