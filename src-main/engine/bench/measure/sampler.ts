import { proportionalOf, residentOf, treeOf } from './processes.js'

/** Milliseconds between two looks, and how many looks lie between two that ask for shared pages too. */
const everyMs = 20
const proportionalEvery = 4

export type Sample = { ms: number; bytes: number }

export type Memory = {
  /** The most that all processes together had resident, shared pages counted once; null where the system does not tell. */
  peakBytes: number | null
  /** The same with shared pages counted for each process: an upper bound. */
  peakResidentBytes: number | null
  /** Shared pages counted once, over time. */
  samples: Sample[]
}

/** Watches the memory of processes and of all they start, until it is stopped; of none it tells nothing. */
export class MemorySampler {
  readonly #pids: number[]
  readonly #timer: NodeJS.Timeout
  readonly #started = performance.now()
  readonly #samples: Sample[] = []
  #looks = 0
  #resident: number | null = null

  constructor(pids: number[]) {
    this.#pids = pids
    this.#timer = setInterval(() => this.#look(), everyMs)
    if (pids.length === 0) clearInterval(this.#timer)
    else this.#look()
  }

  stop(): Memory {
    clearInterval(this.#timer)
    const peak = this.#samples.reduce((most, { bytes }) => Math.max(most, bytes), 0)
    return { peakBytes: peak > 0 ? peak : null, peakResidentBytes: this.#resident, samples: this.#samples }
  }

  #look(): void {
    const tree = this.#pids.flatMap(treeOf)
    const resident = total(tree.map(residentOf))
    if (resident > (this.#resident ?? 0)) this.#resident = resident
    if (this.#looks++ % proportionalEvery !== 0) return
    const bytes = total(tree.map(proportionalOf))
    if (bytes > 0) this.#samples.push({ ms: Math.round(performance.now() - this.#started), bytes })
  }
}

function total(values: (number | null)[]): number {
  return values.reduce<number>((sum, value) => sum + (value ?? 0), 0)
}
