import { describe, expect, it } from 'vitest'
import { tNamed } from '../../../src-renderer/i18n/index.js'
import { figure, gainWords, ratioWords } from '../../../src-renderer/lib/figures.js'
import { settingName, settingValue, trialLabel } from '../../../src-renderer/lib/settings-words.js'
import { defaultTuning } from '../../../src-main/engine/tuning.js'
import { tested } from '../../renderer/trials.js'

describe('figures', () => {
  it('have the unit that ends their name', () => {
    expect(figure('migrateMs', 2400)).toEqual({ label: 'Migration', value: '2.4\u00a0s' })
    expect(figure('limitBytes', 512_000_000)).toEqual({ label: 'Memory allowed', value: '512\u00a0MB' })
    expect(figure('rowsPerSecond', 9812)).toEqual({ label: 'Speed', value: '9,812 per second' })
    expect(figure('somethingNewMs', 85)).toEqual({ label: 'Something new', value: '85\u00a0ms' })
    expect(figure('factorOverRowByRow', 41.26)).toMatchObject({ value: '41 times' })
  })

  it('of a live test all have a name', () => {
    const names = tested.scenarios.flatMap(({ figures }) => Object.keys(figures))
    expect(names.length).toBeGreaterThan(10)
    for (const name of names) expect(tNamed('figures', name), name).toBeDefined()
  })

  it('say beside ours in words', () => {
    expect(ratioWords(72)).toBe('72 times as long')
    expect(ratioWords(3.14)).toBe('3.1 times as long')
    expect(ratioWords(1.02)).toBe('As long as ours')
    expect(ratioWords(0.31)).toBe('31\u00a0% of our time')
  })

  it('say a gain only where there is one', () => {
    expect(gainWords(1000, 880)).toBe('12\u00a0% less time')
    expect(gainWords(1000, 1000)).toBeNull()
    expect(gainWords(880, 1000)).toBeNull()
    expect(gainWords(1, 0)).toBeNull()
  })
})

describe('settings', () => {
  it('all have a name for people', () => {
    for (const setting of Object.keys(defaultTuning)) expect(settingName(setting)).not.toBe(setting)
  })

  it('have the unit that ends their name', () => {
    expect(settingValue('commitMs', 2000)).toBe('2\u00a0s')
    expect(settingValue('cacheKib', 1000)).toBe('1\u00a0MB')
    expect(settingValue('secondThread', false)).toBe('off')
  })

  it('are named while they are tried', () => {
    expect(trialLabel('Trying commitMs 2000')).toBe('Trying “Work that one commit holds”: 2\u00a0s')
    expect(trialLabel('Trying secondThread false')).toBe('Trying “Checking in a second thread”: off')
    expect(trialLabel('Trying search on a copy of the new database')).toBe(
      'Trying search on a copy of the new database',
    )
  })
})
