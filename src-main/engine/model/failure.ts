/** How a failure reaches a person: what happened, what is safe, the one thing to do. JSON-safe. */
export type Failure = {
  /** `HM-…`, letters and hyphens. */
  code: string
  title: string
  detail: string
  /** What is safe: always said, because that is the user's first question. */
  safe: string
  fix: string
  /** Exit status of the command line (design 6). */
  exit: number
}
