/** Few numbers that stand for many runs. */

/** The middle value; of an even number of values the mean of the two in the middle. Throws for none. */
export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b)
  const middle = Math.floor(sorted.length / 2)
  const [low, high] = [sorted[middle - 1], sorted[middle]]
  if (high === undefined) throw new RangeError('No values')
  return sorted.length % 2 === 1 || low === undefined ? high : (low + high) / 2
}

/** How far the values lie apart: half the distance between the quartiles, robust against a single slow run. */
export function spreadOf(values: readonly number[]): number {
  if (values.length < 2) return 0
  const sorted = values.toSorted((a, b) => a - b)
  const half = Math.floor(sorted.length / 2)
  return (median(sorted.slice(-half)) - median(sorted.slice(0, half))) / 2
}

/**
 * Whether `candidate` beats `base` by more than chance: its median is lower by more than both spreads together, and by at
 * least `least` (a share of the base).
 */
export function beats(candidate: readonly number[], base: readonly number[], least = 0.02): boolean {
  const gain = median(base) - median(candidate)
  return gain > spreadOf(candidate) + spreadOf(base) && gain > least * median(base)
}
