import { describe, expect, it } from 'vitest'
import { legible, legibleData, legibleName } from '../../../src-renderer/lib/legible.js'

/** Half of a character that JavaScript keeps as two. */
const half = /[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/

describe('text from data in the window', () => {
  it('shows a sign for what would mislead, and leaves everything else as it is', () => {
    expect(legible('photo\u202egpj.exe\u0000\u2066\u061c\u009b')).toBe('photo\ufffdgpj.exe\ufffd\ufffd\ufffd\ufffd')
    const harmless = 'Ärger & <img> 日本語 🐝 שלום\n\ttwo lines'
    expect(legible(harmless)).toBe(harmless)
  })

  it('is cut in its middle, never between the halves of a character', () => {
    expect(legibleName('a'.repeat(10_000))).toBe(`${'a'.repeat(84)} … ${'a'.repeat(36)}`)
    expect(legible('x'.repeat(1000))).toHaveLength(1000)
    for (let shift = 0; shift < 4; shift++) {
      expect(legible(`${'a'.repeat(shift)}${'🐝'.repeat(5000)}`)).not.toMatch(half)
    }
    expect(legible('y'.repeat(50_000_000)).length).toBeLessThan(1010)
  })

  it('is legible everywhere in an answer, but what goes back to main is exact', () => {
    const path = `/home/\u202e${'p'.repeat(2000)}`
    const answer = {
      installs: [{ path, databases: [{ realPath: path, tables: [{ name: 'a\u202eb'.repeat(500), rows: 3 }] }] }],
      target: { path, message: 'x\u0007y' },
      backup: { id: 'b-1', source: path, verified: true, note: null },
    }
    const shown = legibleData(answer)
    expect(shown.installs[0]?.path).toBe(path)
    expect(shown.installs[0]?.databases[0]?.realPath).toBe(path)
    expect(shown.target.path).toBe(path)
    expect(shown.backup).toEqual(answer.backup)
    expect(shown.target.message).toBe('x\ufffdy')
    const name = shown.installs[0]?.databases[0]?.tables[0]?.name ?? ''
    expect(name.length).toBeLessThan(130)
    expect(name).not.toContain('\u202e')
  })
})
