/** German. */
import { rules } from '../../../src-main/words/de/rules.js'
import { backups, history } from './backups.js'
import { common } from './common.js'
import { done, proof } from './done.js'
import { home, how } from './home.js'
import { log, logEvents } from './log.js'
import { look, lookColumns, lookTables } from './look.js'
import { proved, tableNames } from './names.js'
import { plan } from './plan.js'
import { run } from './run.js'
import { fault, settings } from './settings.js'
import { approaches, figures, figureWords, performance, settingNames, test } from './trials.js'
import { units } from './units.js'
import { wizard } from './wizard.js'

export const de = {
  ...{
    approaches,
    backups,
    common,
    done,
    fault,
    figures,
    figureWords,
    history,
    home,
    how,
    log,
    logEvents,
    look,
    lookColumns,
    lookTables,
  },
  ...{ performance, plan, proof, proved, rules, run, settingNames, settings, tableNames, test, units, wizard },
} as const
