/** One pass through the wizard: who is spoken with, what was chosen so far, and how it can end. */
import { HiveError, type FailureCode } from '../../engine/errors.js'
import type { Failure, MigrationType, StageChoice, ValidationLevel } from '../../engine/model/index.js'
import type { WizardOptions } from '../options.js'
import { cleanText } from '../output/clean.js'
import { failureText } from '../output/failure.js'
import type { Outcome, Session } from '../session.js'
import type { Talk } from './talk.js'
import { stepName, type Step } from './words.js'

export type Choices = {
  from?: string
  to?: string
  type: MigrationType
  /** Of a staged migration, what is moved now. */
  stage?: StageChoice
  validation: ValidationLevel
  salvage: boolean
  resume: boolean
}

export type Pass = {
  session: Session
  talk: Talk
  options: WizardOptions
  choices: Choices
  /** A heading, and what the step does: the latter not for professionals. */
  begin(step: Step, explanation: string): void
}

/** A step's answer: go on to the next one, or end with this. */
export type Turn = Outcome | null

export function createPass(session: Session, talk: Talk, options: WizardOptions): Pass {
  return {
    session,
    talk,
    options,
    choices: { from: options.from, type: 'upgrade', validation: 'standard', salvage: false, resume: false },
    begin: (step, explanation) => {
      talk.step(stepName(step))
      if (!options.professional) talk.say([explanation, ''])
    },
  }
}

/** The conversation as the `ask` of commands that the wizard runs. */
export function talkingSession({ session, talk }: Pass): Session {
  return {
    ...session,
    ask: (lines, question) => {
      talk.say(lines)
      return talk.confirm(question, false)
    },
  }
}

/** Says a failure in the middle of the conversation: what happened, what is safe, what to do. */
export function sayFailure({ talk, session }: Pass, failure: Failure): void {
  talk.say(
    failureText(failure, session.paint, Math.max(30, session.columns - 4))
      .trimEnd()
      .split('\n'),
  )
}

/** An end with words of the wizard's own. */
export function failed(code: FailureCode, detail: string, fix?: string): Outcome {
  const failure = new HiveError(code, cleanText(detail), fix === undefined ? {} : { fix }).toFailure()
  return { document: { status: 'failed' }, lines: [], failure }
}
