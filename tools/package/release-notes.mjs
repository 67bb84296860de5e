#!/usr/bin/env node
/** `node tools/package/release-notes.mjs VERSION`: that version's part of CHANGELOG.md, and how a download is checked. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { root } from '../lib/project.mjs'

const checking = `## Is it what was built here?

\`\`\`sh
sha256sum --check --ignore-missing SHA256SUMS
gh attestation verify FILE --repo OWNER/REPOSITORY
\`\`\`

\`*.cdx.json\` lists every part (CycloneDX), \`THIRD-PARTY-LICENSES.txt\` their licences.`

/**
 * The part of a change log between a version's heading and the next; throws when there is none or it is empty.
 *
 * @param {string} version
 * @param {string} changelog
 */
export function changesOf(version, changelog) {
  const parts = changelog.split(/^## /m)
  const part = parts.find((text) => text.startsWith(`${version} `) || text.startsWith(`${version}\n`))
  const [, ...lines] = part?.split('\n') ?? []
  const changes = lines.join('\n').trim()
  if (changes === '') throw new Error(`CHANGELOG.md says nothing of ${version}`)
  return changes
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const [version = ''] = process.argv.slice(2)
  console.log(`${changesOf(version, readFileSync(join(root, 'CHANGELOG.md'), 'utf8'))}\n\n${checking}`)
}
