/** What the main process says to a person (menu, questions, notifications, file dialogs), in their language. */
import type { Spoken } from '../../words/language.js'
import { speaker, type Catalogues, type Speaker } from '../../words/speaker.js'
import { de } from './de.js'
import { en } from './en.js'

export type AppTexts = Speaker<typeof en>

export const catalogues: Catalogues = { en, de }

/** `spoken` is asked with every text, so that a change of language needs nothing but to say it again. */
export const appTexts = (spoken: () => Spoken): AppTexts => speaker<typeof en>(catalogues, spoken)
