/** Types of the project's own tools that the specs use. */
declare module '*/tools/find-chromium.mjs' {
  export function findChromium(): Promise<string | null>
}
declare module '*/tools/lib/node24.mjs' {
  export function findNode24(): string
}
declare module '*/tools/lib/electron.mjs' {
  export function findElectron(): string | null
}
