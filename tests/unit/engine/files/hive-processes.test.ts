/** Which of the programs that run are a Hive, by lists as each system gives them. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { nameOf, runningHives } from '../../../../src-main/engine/files/hive-processes.js'
import { runningProcesses, type Process } from '../../../../src-main/engine/files/processes.js'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'hive-processes-'))
})
afterEach(() => {
  rmSync(folder, { recursive: true })
})

const running = (...lists: string[][]): Process[] =>
  lists.map((words, index) => ({ pid: 9_000_001 + index, parent: 1, words }))
const hives = (processes: Process[]) => runningHives(folder, processes).map(({ name, side }) => `${side}: ${name}`)

describe('by the command line', () => {
  it.each<[string[], string | null]>([
    [['/Applications/Hive Consensus.app/Contents/MacOS/Hive Consensus'], 'new: the new Hive'],
    [['C:\\Program Files\\Hive Consensus\\Hive Consensus.exe'], 'new: the new Hive'],
    [['/opt/Hive Consensus/hive-consensus', '--no-sandbox'], 'new: the new Hive'],
    [['/usr/lib/electron', '/home/me/hive/electron-poc'], 'new: the new Hive'],
    [['/opt/hive-consensus/hive-consensus', '--type=renderer'], null],
    [['node', '/opt/hive/electron-poc/dist/memory-service/server.js'], 'new: the new Hive’s memory service'],
    [['/usr/bin/node', '/home/me/.hive/memory-service-mcp-wrapper.js'], 'new: the new Hive’s memory service'],
    [['/opt/hive/websocket-backend', '--port', '8765'], 'new: the new Hive’s backend'],
    [['/usr/bin/node', '/usr/local/bin/hive', 'ask'], 'old: the old Hive’s command line'],
    [
      ['node', '--no-warnings', '/usr/lib/node_modules/@hivetechs/hive-ai/dist/cli.js'],
      'old: the old Hive’s command line',
    ],
    [
      ['C:\\nodejs\\node.exe', 'C:\\npm\\node_modules\\@hivetechs\\hive-ai\\dist\\cli.js'],
      'old: the old Hive’s command line',
    ],
    [['/usr/local/bin/hive-tools-linux-amd64'], 'old: the old Hive’s command line'],
    [['node', '/usr/local/bin/hive-old', 'mcp'], 'old: the old Hive’s server for editors'],
    [['node', '/usr/lib/node_modules/@hivetechs/mcp-server/index.js'], 'old: the old Hive’s server for editors'],
    [['node', '/work/server.js', '/usr/local/bin/hive'], null],
    [['vim', '/home/me/hive-ai'], null],
    [['node', '/usr/bin/hive-migrate', 'quick'], null],
    [['/opt/Hive Migration Assistant/hive-migration-assistant'], null],
    [['java', 'org.apache.hive.cli'], null],
    [[], null],
  ])('%j', (words, expected) => {
    expect(hives(running(words))).toEqual(expected === null ? [] : [expected])
  })

  it('a server is the editor’s that started it, unless a person typed it into a terminal of the editor', () => {
    const server = { pid: 9_000_003, parent: 9_000_002, words: ['node', '/usr/local/bin/hive-ai', 'serve'] }
    const editor = { pid: 9_000_001, parent: 1, words: ['/Applications/Cursor.app/Contents/MacOS/Cursor'] }
    const between = (shell: string) => ({ pid: 9_000_002, parent: 9_000_001, words: [shell, '-c', 'hive-ai serve'] })
    expect(hives([editor, between('sh'), server])).toEqual(['old: the old Hive’s server in Cursor'])
    expect(hives([editor, between('/bin/zsh'), server])).toEqual(['old: the old Hive’s command line'])
    expect(hives([{ ...between('sh'), parent: server.pid }, server]), 'parents in a circle').toHaveLength(1)
  })

  it('this program and its parent are none', () => {
    expect(hives([{ pid: process.pid, parent: process.ppid, words: ['hive'] }, { pid: process.ppid, parent: 1, words: ['hive'] }])).toEqual([]) // prettier-ignore
  })

  it('what a program is called never shows an option: keys are given as options', () => {
    const words = ['/usr/bin/node', '--import', 'x', '/srv/app.mjs', '--key', 'sk-or-v1-secret']
    const called = running(
      words,
      ['/usr/bin/sqlite3', 'sk-secret'],
      ['/usr/bin/node', '-e', 'sk-secret'],
      ['node', '/srv/app.js', 'sk-x'],
    )
    const all = new Map(called.map((each) => [each.pid, each]))
    expect(called.map((each) => nameOf(each, all))).toEqual(['node', 'sqlite3', 'node', 'node app.js'])
  })
})

describe('by the list that the new app keeps', () => {
  const listed = (text: string) => {
    writeFileSync(join(folder, 'hive-electron-poc.pids'), text)
  }

  it.each(['[{"pid":9000001,"port":9000002}]', '{"electron":9000001}', '9000001\n'])('%s', (text) => {
    listed(text)
    const processes = running(['/usr/lib/electron', '.'], ['/usr/bin/node', 'other.js'])
    expect(runningHives(folder, processes)).toEqual([{ pid: 9_000_001, name: 'the new Hive', side: 'new' }])
  })

  it('a number that was given to something else, or to a part of the app, is none', () => {
    listed('[9000001, 9000002, 9000003]')
    expect(hives(running(['/bin/bash'], ['/usr/lib/electron', '--type=gpu-process']))).toEqual([])
  })
})

describe('as the system tells it', () => {
  it('macOS, without quotes', () => {
    const text = `    1     0 /sbin/launchd
  501     1 /Applications/Hive Consensus.app/Contents/MacOS/Hive Consensus --flag
  502   501 /Applications/Hive Consensus.app/Contents/Frameworks/Hive Consensus Helper (GPU).app/Contents/MacOS/Hive Consensus Helper (GPU) --type=gpu-process
  503     1 node /usr/local/bin/hive-ai mcp
`
    const asked: string[] = []
    const processes = runningProcesses('darwin', (program) => {
      asked.push(program)
      return text
    })
    expect(asked).toEqual(['ps'])
    expect(processes.map(({ pid, parent }) => [pid, parent])).toEqual([[1, 0], [501, 1], [502, 501], [503, 1]]) // prettier-ignore
    expect(hives(processes)).toEqual(['new: the new Hive', 'old: the old Hive’s server for editors'])
  })

  it('Windows, with quotes', () => {
    const text = `0 0 System Idle Process\r
4120 880 "C:\\Program Files\\Hive Consensus\\Hive Consensus.exe" --updated\r
4130 4120 "C:\\Program Files\\Hive Consensus\\Hive Consensus.exe" --type=renderer\r
4140 990 "C:\\Program Files\\nodejs\\node.exe" "C:\\Users\\me\\AppData\\Roaming\\npm\\node_modules\\@hivetechs\\hive-ai\\dist\\cli.js" ask\r
`
    const processes = runningProcesses('win32', () => text)
    expect(hives(processes)).toEqual(['new: the new Hive', 'old: the old Hive’s command line'])
  })

  it('nothing where it does not answer', () => {
    const refuse = () => {
      throw new Error('no such program')
    }
    expect(runningProcesses('darwin', refuse)).toEqual([])
    expect(runningProcesses('win32', refuse)).toEqual([])
  })

  it.runIf(process.platform === 'linux')('Linux, with this process in it', () => {
    const own = runningProcesses('linux').find(({ pid }) => pid === process.pid)
    expect(own?.parent).toBe(process.ppid)
    expect(own?.words.length).toBeGreaterThan(0)
  })
})
