/** Types of the project's own tools that the specs use. */
declare module '*/tools/lib/electron.mjs' {
  export function findElectron(): string | null
}
