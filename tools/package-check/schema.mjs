/** electron-builder.yml against electron-builder's own schema. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Ajv } from 'ajv'
import { load } from 'js-yaml'
import { root } from '../lib/project.mjs'

const read = (file) => readFileSync(join(root, file), 'utf8')

/** What the schema says of a configuration, a line for each. */
function complaints(configuration) {
  const schema = JSON.parse(read('node_modules/app-builder-lib/scheme.json'))
  const validate = new Ajv({ allErrors: true, strict: false, validateFormats: false }).compile(schema)
  if (validate(configuration)) return []
  return (validate.errors ?? []).map(({ instancePath, message, params }) =>
    [instancePath || '/', message, JSON.stringify(params)].join(' '),
  )
}

/** The configuration as it is in the file. */
export const configuration = () => load(read('electron-builder.yml'))

/** What is wrong with the configuration; also that the schema would tell of a key or a value that nobody knows. */
export function schemaProblems() {
  const config = configuration()
  const blind = [
    { ...config, unknownKey: true },
    { ...config, nsis: { ...config.nsis, oneClick: 'perhaps' } },
    { ...config, mac: { ...config.mac, hardendRuntime: true } },
  ].filter((wrong) => complaints(wrong).length === 0)
  return [...complaints(config), ...blind.map((wrong) => `the schema lets this pass: ${JSON.stringify(wrong)}`)]
}
