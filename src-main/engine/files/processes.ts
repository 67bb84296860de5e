import { execFileSync } from 'node:child_process'
import { readFileSync, readdirSync } from 'node:fs'

/**
 * A running program. `words` is its command line, the program first. It may hold secrets (keys are given as options):
 * nothing of it but the names of programs and scripts is ever shown or kept.
 */
export type Process = { pid: number; parent: number; words: string[] }

/** Asks the system something; throws when it does not answer. */
export type Ask = (program: string, options: string[]) => string

/** Milliseconds after which a system that does not answer is done without: what it would say is only advice. */
const patience = 5000

const ask: Ask = (program, options) =>
  execFileSync(program, options, {
    ...{ encoding: 'utf8', timeout: patience, maxBuffer: 64 << 20, windowsHide: true },
    stdio: ['ignore', 'pipe', 'ignore'],
  })

/** One line each: number, parent's number, command line. `wmic` is gone from Windows 11. */
const cim = `[Console]::OutputEncoding = [Text.Encoding]::UTF8
Get-CimInstance Win32_Process | ForEach-Object {
  $line = if ($_.CommandLine) { $_.CommandLine } else { $_.Name }
  '{0} {1} {2}' -f $_.ProcessId, $_.ParentProcessId, $line }`

/** The programs that run on this machine, as far as it tells; empty when it does not. */
export function runningProcesses(platform: NodeJS.Platform = process.platform, asking = ask): Process[] {
  try {
    if (platform === 'linux') return byProc()
    if (platform === 'darwin') return byLines(asking('ps', ['-axww', '-o', 'pid=,ppid=,command=']), macWords)
    return byLines(asking('powershell.exe', ['-NoProfile', '-NonInteractive', '-Command', cim]), quotedWords)
  } catch {
    // No such program, no permission, no answer in time.
    return []
  }
}

function byProc(): Process[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((pid) => processOf(Number(pid)) ?? [])
}

/** One program of Linux; null when it has ended. A kernel thread has no command line. */
function processOf(pid: number): Process | null {
  try {
    const words = readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0')
    // The parent stands two places behind the name in brackets, which may hold anything.
    const parent = Number(/^.*\) \S (\d+)/s.exec(readFileSync(`/proc/${pid}/stat`, 'utf8'))?.[1] ?? 0)
    return { pid, parent, words: words.at(-1) === '' ? words.slice(0, -1) : words }
  } catch {
    // It has just ended.
    return null
  }
}

function byLines(text: string, words: (line: string) => string[]): Process[] {
  return text.split(/\r?\n/).flatMap((line) => {
    const [, pid, parent, command = ''] = /^\s*(\d+)\s+(\d+)\s+(.*)$/.exec(line) ?? []
    return pid === undefined ? [] : [{ pid: Number(pid), parent: Number(parent), words: words(command.trim()) }]
  })
}

/** macOS tells a command line without quotes: a program inside an application is known by its place. */
function macWords(command: string): string[] {
  const app = /^\/.*?\.app\/Contents\/(?:MacOS|Frameworks\/.*?\.app\/Contents\/MacOS)\/(?:(?! -| \/).)+/.exec(
    command,
  )?.[0]
  const rest = app === undefined ? command : command.slice(app.length)
  return [...(app === undefined ? [] : [app]), ...rest.split(' ').filter(Boolean)]
}

/** As Windows writes it: what holds spaces is in quotes. */
function quotedWords(command: string): string[] {
  return (command.match(/"[^"]*"|\S+/g) ?? []).map((word) => word.replace(/^"|"$/g, ''))
}
