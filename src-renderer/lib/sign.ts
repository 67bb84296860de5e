/** The states that have a sign (components/Hex.svelte). */
export type HexState = 'todo' | 'current' | 'done' | 'warning' | 'failed'
