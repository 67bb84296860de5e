/** Which running programs are a Hive (facts 1.1, 2.2, T4), in words for a person. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { runningProcesses, type Process } from './processes.js'

/** What the new Hive's app does not start, and nobody should: it deletes conversations of more than 90 days (facts T33). */
export const backendName = 'the new Hive’s backend'

/** `new` writes where the new database goes, `old` where the old one lies. */
export type HiveProcess = { pid: number; name: string; side: 'old' | 'new' }

const base = (path: string) => path.replace(/^.*[\\/]/, '').replace(/\.(exe|cmd|ps1)$/i, '')
const runtimes = /^(node|nodejs|bun|deno|electron|tsx|ts-node)([\d.]*)$/i
const scripts = /\.[cm]?[jt]s$/i

/** The program that a process really is: behind a runtime, its script. Options are never looked at, nor shown. */
function programOf({ words }: Process): string {
  const [first = '', ...rest] = words
  if (!runtimes.test(base(first))) return first
  return rest.find((word) => !word.startsWith('-')) ?? first
}

/** Programs in which a server for an editor or an assistant runs, by their names. */
const hosts: readonly [name: RegExp, words: string][] = [
  [/^cursor( helper.*)?$/i, 'Cursor'],
  [/^(code|code - insiders|codium|vscodium|code helper.*)$/i, 'VS Code'],
  [/^(windsurf|windsurf helper.*)$/i, 'Windsurf'],
  [/^(zed|zed-editor)$/i, 'Zed'],
  [/^(idea|idea64|webstorm|webstorm64|pycharm|pycharm64)$/i, 'JetBrains'],
  [/^(claude|claude helper.*)$/i, 'Claude'],
]

/** Between an editor and its server there is no shell that a person types into. */
const terminals = /^-?(bash|zsh|fish|pwsh|powershell)$/i

/** The editor that started a process, or null. */
function hostOf(process: Process, all: ReadonlyMap<number, Process>): string | null {
  let above = all.get(process.parent)
  // A chain of parents may run in a circle where numbers were used again.
  for (let depth = 0; above && depth < 12; depth++, above = all.get(above.parent)) {
    const name = base(above.words[0] ?? '')
    if (terminals.test(name)) return null
    const host = hosts.find(([test]) => test.test(name))
    if (host) return host[1]
  }
  return null
}

/** What an app starts for its pages ends with it, and is not told of by itself. */
const isPart = ({ words }: Process) => words.some((word) => word.startsWith('--type='))

/** What a process is of a Hive, or null. */
export function hiveOf(process: Process, all: ReadonlyMap<number, Process>): HiveProcess | null {
  const { pid } = process
  const program = programOf(process)
  const [name, path] = [base(program), program.replaceAll('\\', '/')]
  if (/hive[- ]migrat/i.test(program)) return null
  const is = (words: string, side: HiveProcess['side']): HiveProcess => ({ pid, name: words, side })
  if (/memory-service/.test(path) && /hive|electron-poc/i.test(path)) return is('the new Hive’s memory service', 'new')
  if (/^(websocket-backend|hive-backend-server(-enhanced)?)$/.test(name)) return is(backendName, 'new')
  if (/^(hive consensus|hive-consensus|hive-electron-poc)$/i.test(name) || /\/electron-poc\/?$/.test(path)) {
    return isPart(process) ? null : is('the new Hive', 'new')
  }
  const isPackage = /\/@hivetechs\/(hive-ai|cli|mcp-server|node)\//.test(path)
  const isCommand = /^(hive|hive-ai|hive-old|hive-tools(-(linux|macos|windows)-\w+)?)(\.[cm]?js)?$/.test(name)
  if (!isPackage && !isCommand) return null
  const host = hostOf(process, all)
  if (host !== null) return is(`the old Hive’s server in ${host}`, 'old')
  const isServer = /mcp/.test(path) || process.words.slice(1).some((word) => /^-{0,2}mcp(-server)?$/.test(word))
  return is(isServer ? 'the old Hive’s server for editors' : 'the old Hive’s command line', 'old')
}

/** A program in words: what it is of a Hive, else its name, with its script's behind it. No option is ever in it. */
export function nameOf(process: Process, all: ReadonlyMap<number, Process>): string {
  const hive = hiveOf(process, all)
  if (hive) return hive.name
  const first = base(process.words[0] ?? '')
  const program = programOf(process)
  return program !== process.words[0] && scripts.test(program) ? `${first} ${base(program)}` : first
}

/** The processes that the new app lists as its own while it runs (facts 2.2); its format is not known for certain. */
function listedBy(tmpdir: string): number[] {
  try {
    const text = readFileSync(join(tmpdir, 'hive-electron-poc.pids'), 'utf8')
    const named = [...text.matchAll(/"pid"\s*:\s*(\d+)/g)]
    return (named.length > 0 ? named : [...text.matchAll(/\b(\d+)\b/g)]).map(([, pid]) => Number(pid))
  } catch {
    // It does not run, or was never there.
    return []
  }
}

/** Every Hive that runs on this machine, whether it has a file open or not; this program and its parent left out. */
export function runningHives(tmpdir: string, processes = runningProcesses()): HiveProcess[] {
  const all = new Map(processes.map((each) => [each.pid, each]))
  const listed = new Set(listedBy(tmpdir))
  const others = processes.filter(({ pid }) => pid !== process.pid && pid !== process.ppid)
  return others.flatMap((each): HiveProcess[] => {
    const hive = hiveOf(each, all)
    if (hive) return [hive]
    // A number that is listed may have been given to something else since.
    const may = listed.has(each.pid) && /^(electron|node|python3?)$/i.test(base(each.words[0] ?? ''))
    return may && !isPart(each) ? [{ pid: each.pid, name: 'the new Hive', side: 'new' }] : []
  })
}
