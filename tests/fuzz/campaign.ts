/** Plays many cases, some at a time, and sums up what came of them. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { play, type Played } from './play.js'
import { buildWorker, Worker } from './process.js'
import { makeSamples } from './samples.js'

export type Order = {
  first: number
  count: number
  seed: number
  workers: number
  limitMs: number
  onCase?: (played: Played) => void
}

/** Every case counts; `salvageEvery` of them that are damaged are salvaged too (1: all). */
export async function playCases(order: Order): Promise<Played[]> {
  const root = mkdtempSync(join(tmpdir(), 'hive-fuzz-samples-'))
  const built = await buildWorker()
  try {
    const samples = await makeSamples(root)
    const numbers = Array.from({ length: order.count }, (_, index) => order.first + index)
    const all: Played[] = []
    const lane = async () => {
      const worker = new Worker(built.file, order.limitMs)
      try {
        for (let number = numbers.shift(); number !== undefined; number = numbers.shift()) {
          const played = await play(number, order.seed, samples, worker, true)
          all.push(played)
          order.onCase?.(played)
        }
      } finally {
        worker.close()
      }
    }
    await Promise.all(Array.from({ length: order.workers }, lane))
    return all.sort((a, b) => a.number - b.number)
  } finally {
    built.remove()
    rmSync(root, { recursive: true, force: true })
  }
}
