import { describe, expect, it } from 'vitest'
import { bytes, clock, duration, percent, range, shortPath, shortPaths } from '../../../src-renderer/lib/format.js'

describe('time left', () => {
  it.each([
    [{ low: 1, high: 4 }, 'a few seconds'],
    [{ low: 12, high: 38 }, '10–40 seconds'],
    [{ low: 62, high: 115 }, '1–2 minutes'],
    [{ low: 180, high: 180 }, 'about 3 minutes'],
    [{ low: 40, high: 60 }, 'up to 1 minute'],
    [{ low: 3, high: 25 }, 'up to 30 seconds'],
  ])('%o is %s', (seconds, words) => {
    expect(range(seconds)).toBe(words)
  })
})

it('says 100 % only when it is finished', () => {
  expect(percent(0.999)).toBe('99\u00a0%')
  expect(percent(1)).toBe('100\u00a0%')
})

it('gives sizes in decimal units', () => {
  expect([bytes(812), bytes(5_142_528), bytes(312_475_648)]).toEqual(['812\u00a0bytes', '5.1\u00a0MB', '312\u00a0MB'])
})

it('gives durations and clocks', () => {
  expect([duration(85), duration(2_400), duration(192_000)]).toEqual([
    '85\u00a0ms',
    '2.4\u00a0s',
    '3\u00a0min 12\u00a0s',
  ])
  expect([clock(7_200), clock(3_729_000)]).toEqual(['0:07', '1:02:09'])
})

describe('a path', () => {
  it('is short inside the home folder only', () => {
    expect(shortPath('/home/mira/.hive', '/home/mira')).toBe('~/.hive')
    expect(shortPath('/home/miranda/.hive', '/home/mira')).toBe('/home/miranda/.hive')
  })

  it('within a sentence, too, where a path begins with it', () => {
    const said = 'Nothing is at /home/m.r/.hive yet; /home/m.ra/x, /mnt/home/m.r/x and /home/mir/x are others.'
    expect(shortPaths(said, '/home/m.r')).toBe(said.replace('/home/m.r/.hive', '~/.hive'))
    expect(shortPaths('In C:\\Users\\mira\\.hive.', 'C:\\Users\\mira')).toBe('In ~\\.hive.')
    expect(shortPaths('/a/b', '')).toBe('/a/b')
  })
})
