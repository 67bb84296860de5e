import { HiveError, toFailure, type FailureCode } from '../engine/errors.js'
import type { Failure, ProgressEvent } from '../engine/model/index.js'
import { logFileOf, noteFault } from '../engine-process/log.js'
import { createAsk } from './ask.js'
import { stopOnInterrupt } from './interrupt.js'
import type { Command, CommonOptions } from './options.js'
import { clean, toJson } from './output/clean.js'
import { failureJson, failureText } from './output/failure.js'
import { checkOutput, writeOutput } from './output/file.js'
import { colorWanted, createPaint } from './output/paint.js'
import { createProgress, type ProgressMode } from './output/progress.js'
import { pauseOnWish } from './pause.js'
import { parse, wantsJson, wantsProgressJson } from './parse.js'
import { runCommand } from './run/index.js'
import { sampleLines, sampleOf } from './sample.js'
import type { Outcome, Session } from './session.js'
import { createTalk, wantsPlainLines } from './wizard/open-talk.js'
import type { OutputStream, World } from './world.js'

/** Failures of ours, of which the log may tell more. */
const unforeseen: ReadonlySet<string> = new Set<FailureCode>(['HM-INTERNAL', 'HM-ENGINE-DIED'])

/**
 * Runs one command line and answers its exit status (design 6). With --json exactly one document goes to stdout, for
 * failures too; with --progress json nothing but events goes to stderr.
 */
export async function main(args: string[], world: World): Promise<number> {
  const json = wantsJson(args)
  const printJson = (document: unknown) => world.stdout.write(`${toJson(document)}\n`)
  const printFailure = (failure: Failure) => {
    const stream = wantsProgressJson(args) ? world.stdout : world.stderr
    const log = unforeseen.has(failure.code) ? logFileOf(world.stateHome) : null
    stream.write(failureText(failure, paintFor(stream, world), widthOf(stream), log))
  }
  try {
    const parsed = parse(args, world.version, colorWanted(world.stdout, world.env))
    if (parsed.kind === 'text') {
      if (parsed.json) printJson({ [parsed.key]: parsed.text.trim() })
      else (parsed.exit === 0 ? world.stdout : world.stderr).write(parsed.text)
      return parsed.exit
    }
    const outcome = await perform(parsed.command, parsed.common, world)
    if (json) printJson(withFailure(outcome))
    else {
      if (outcome.lines.length > 0) world.stdout.write(`${outcome.lines.join('\n')}\n`)
      if (outcome.failure) printFailure(outcome.failure)
    }
    return outcome.failure?.exit ?? 0
  } catch (error) {
    const failure = toFailure(error)
    // What the engine answered it has noted itself.
    if (!(error instanceof HiveError)) noteFault(world.stateHome, 'command-line', error)
    if (json) printJson({ error: failureJson(failure) })
    else printFailure(failure)
    return failure.exit
  }
}

/** Runs a command with an engine of its own, shows progress meanwhile, and writes the file that was asked for. */
async function perform(command: Command, common: CommonOptions, world: World): Promise<Outcome> {
  const output = outputOf(command)
  if (output !== undefined) await checkOutput(output)
  const mode = progressMode(common, world)
  const progress = createProgress(
    mode,
    (text) => world.stderr.write(text),
    () => widthOf(world.stderr),
    paintFor(world.stderr, world),
  )
  let latest: ProgressEvent | null = null
  const sample = sampleOf(command, world.stateHome)
  const engine = world.startEngine(sample?.directory ?? common.home, (event) => {
    latest = event
    progress.show(event)
  })
  const interrupt = stopOnInterrupt(world, engine, (text) => progress.note(text))
  const prepare = () => progress.clear()
  const talk = command.name === 'wizard' ? createTalk(world, common, interrupt.signal, prepare) : null
  try {
    const session: Session = {
      common,
      sample,
      call: pauseOnWish(world, engine, interrupt.call, {
        keys: mode === 'live',
        onKeys: (on) => progress.offerPause(on),
        note: (text) => progress.note(text),
      }),
      runId: () => latest?.runId ?? null,
      ask: createAsk(world, common, interrupt.signal, prepare),
      talk,
      paint: paintFor(world.stdout, world),
      columns: widthOf(world.stdout),
    }
    const preface = sample && !talk ? sampleLines(sample, session.paint) : []
    const { ask } = session
    if (ask) session.ask = (lines, question) => ask([...preface.splice(0), ...lines], question)
    const { lines, ...result } = await runCommand(session, command)
    const outcome = { ...result, lines: [...preface, ...lines] }
    progress.end()
    if (output === undefined) return outcome
    await writeOutput(output, withFailure(outcome))
    return { ...outcome, lines: [...outcome.lines, '', `Written to ${clean(output)}`] }
  } finally {
    talk?.close()
    progress.end()
    interrupt.release()
    engine.close()
  }
}

function withFailure(outcome: Outcome): object {
  return outcome.failure ? { ...outcome.document, error: failureJson(outcome.failure) } : outcome.document
}

function outputOf(command: Command): string | undefined {
  if (command.name === 'analyze' || command.name === 'preview' || command.name === 'benchmark') {
    return command.options.output
  }
  return command.name === 'validate' ? command.options.report : undefined
}

function progressMode(common: CommonOptions, { stderr, env }: World): ProgressMode {
  if (common.progress === 'json') return 'json'
  if (stderr.isTTY && !wantsPlainLines(env)) return 'live'
  // A program that reads JSON may read stderr into the same place.
  return common.json ? 'silent' : 'lines'
}

function paintFor(stream: OutputStream, { env }: World) {
  return createPaint(colorWanted(stream, env))
}

function widthOf(stream: OutputStream): number {
  return stream.columns || 100
}
