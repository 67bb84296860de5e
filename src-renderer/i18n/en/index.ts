/** English: the catalogue that says which keys there are. */
import { rules } from '../../../src-main/words/en/rules.js'
import { backups, history } from './backups.js'
import { common } from './common.js'
import { done, proof } from './done.js'
import { home, how } from './home.js'
import { look, lookColumns, lookTables } from './look.js'
import { plan } from './plan.js'
import { run } from './run.js'
import { fault, settings } from './settings.js'
import { approaches, figures, figureWords, performance, settingNames, test } from './trials.js'
import { units } from './units.js'
import { wizard } from './wizard.js'

export const en = {
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
    look,
    lookColumns,
    lookTables,
  },
  ...{ performance, plan, proof, rules, run, settingNames, settings, test, units, wizard },
} as const
