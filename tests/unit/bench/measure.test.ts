import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { proportionalOf, residentOf, treeOf } from '../../../src-main/engine/bench/measure/processes.js'
import { runWatched, watch } from '../../../src-main/engine/bench/measure/run.js'
import { beats, median, spreadOf } from '../../../src-main/engine/bench/measure/statistics.js'

const linux = process.platform === 'linux'

describe('median', () => {
  it.each([
    [[3], 3],
    [[5, 1, 3], 3],
    [[4, 1, 3, 2], 2.5],
  ])('of %j is %d', (values, expected) => {
    expect(median(values)).toBe(expected)
  })

  it('of nothing is an error', () => {
    expect(() => median([])).toThrow(RangeError)
  })
})

describe('spread', () => {
  it('is half of what lies between the quartiles', () => {
    expect(spreadOf([1, 2, 3, 4, 5])).toBe(1.5)
    expect(spreadOf([7])).toBe(0)
  })

  it('is not moved by one slow run of five as far as the run itself', () => {
    expect(spreadOf([10, 10, 10, 10, 90])).toBeLessThan(40)
  })
})

describe('beats', () => {
  it.each([
    ['clearly less', [70, 71, 72, 70, 71], [100, 101, 99, 100, 102], true],
    ['the same', [100, 101, 99, 100, 102], [100, 101, 99, 100, 102], false],
    ['less, within the spread', [80, 100, 120, 90, 110], [85, 105, 125, 95, 115], false],
    ['less by a trifle', [99.5, 99.5, 99.5], [100, 100, 100], false],
    ['more', [120, 121, 119], [100, 101, 99], false],
  ])('%s', (_, candidate, base, expected) => {
    expect(beats(candidate, base)).toBe(expected)
  })
})

describe.runIf(linux)('processes', () => {
  it('finds children and theirs, and their memory', async () => {
    const script = `require('child_process').spawn('sleep', ['5']).on('spawn', () => console.log('ready'))`
    const child = spawn(process.execPath, ['-e', script], { stdio: ['ignore', 'pipe', 'ignore'] })
    try {
      await new Promise((resolve) => child.stdout.once('data', resolve))
      const tree = treeOf(child.pid ?? 0)
      expect(tree).toHaveLength(2)
      expect(residentOf(tree[0] ?? 0)).toBeGreaterThan(1e7)
      expect(proportionalOf(tree[0] ?? 0)).toBeLessThanOrEqual(residentOf(tree[0] ?? 0) ?? 0)
      for (const pid of tree.slice(1)) process.kill(pid)
    } finally {
      child.kill()
    }
  })

  it('answers nothing of a process that is gone', () => {
    expect(residentOf(2 ** 22 + 1)).toBeNull()
    expect(proportionalOf(2 ** 22 + 1)).toBeNull()
  })

  it('counts what a child and its child wrote, and the time they took', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'hive-usage-'))
    try {
      const file = join(folder, 'file')
      const write = `const fs = require('fs'); const fd = fs.openSync(process.argv[1], 'w');
        fs.writeSync(fd, Buffer.alloc(8e6, 1)); fs.fsyncSync(fd); while (process.cpuUsage().user < 100_000);`
      const outer = `require('child_process').execFileSync(process.execPath, ['-e', process.argv[1], process.argv[2]])`
      const [, usage] = await runWatched(process.execPath, ['-e', outer, write, file])
      expect(usage.cpuMs).toBeGreaterThanOrEqual(50)
      // A file system in memory writes nothing to a disk.
      expect(usage.writtenBytes === 0 || (usage.writtenBytes ?? 0) >= 8e6).toBe(true)
      expect(usage.peakBytes).toBeGreaterThan(1e7)
      expect(usage.peakResidentBytes).toBeGreaterThanOrEqual(usage.peakBytes ?? 0)
    } finally {
      rmSync(folder, { recursive: true, force: true })
    }
  })
})

describe('watching', () => {
  it('answers what a program printed', async () => {
    const [printed] = await runWatched(process.execPath, ['-e', 'console.log(1); console.error(2)'])
    expect(printed).toEqual({ stdout: '1\n', stderr: '2\n' })
  })

  it('rejects with what a failing program said', async () => {
    await expect(runWatched(process.execPath, ['-e', 'console.error("no luck"); process.exit(3)'])).rejects.toThrow(
      /ended with 3: .*no luck/s,
    )
  })

  it('rejects with the error of the work', async () => {
    const child = () => spawn(process.execPath, ['-e', ''])
    await expect(watch(() => ({ children: [child()], finished: Promise.reject(new Error('work')) }))).rejects.toThrow(
      'work',
    )
  })
})
