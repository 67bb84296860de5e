/** The man page of hive-migrate, from its own program definition, its examples, and the user guide's exit codes. */

/** Text as roff: a backslash, a leading dot or quote and a hyphen would mean something else. */
function roff(text) {
  return text
    .replaceAll('\\', '\\e')
    .replaceAll('-', '\\-')
    .replaceAll('’', '\\(cq')
    .split('\n')
    .map((line) => (/^[.']/.test(line) ? `\\&${line}` : line))
    .join('\n')
}

const bold = (text) => `\\fB${roff(text)}\\fR`

/** Text with `code` in bold. */
function prose(text) {
  return text
    .split('`')
    .map((part, index) => (index % 2 === 1 ? bold(part) : roff(part)))
    .join('')
}

/** `--from <path>` with the option bold and its value in italics. */
const flags = (text) => bold(text).replaceAll(/[<[]([\w\\-]+)[>\]]/g, (_, name) => `\\fI${name}\\fB`)

function optionText({ description, argChoices, defaultValue }) {
  const choices = argChoices ? `one of ${argChoices.join(', ')}` : ''
  const usual = defaultValue === undefined ? '' : `default: ${defaultValue}`
  const more = [choices, usual].filter((part) => part !== '').join('; ')
  return prose(more === '' ? description : `${description} (${more})`)
}

const options = (list) => list.flatMap((option) => ['.TP', flags(option.flags), optionText(option)])

function command(each, examples) {
  const name = each.name()
  const takes = each.registeredArguments
    .map((argument) => ({ name: `\\fI${roff(argument.name())}\\fR`, required: argument.required }))
    .map(({ name: text, required }) => (required ? ` ${text}` : ` [${text}]`))
    .join('')
  return [
    `.SS ${bold(name)}${takes}`,
    prose(each.description()),
    ...options(each.options),
    ...(examples[name] ?? []).flatMap(({ line, text }) => [
      '.PP',
      prose(text),
      '.RS 4',
      '.nf',
      bold(line),
      '.fi',
      '.RE',
    ]),
  ]
}

/** The rows of the user guide's table of exit codes. */
export function exitCodes(guide) {
  const section = guide.split('\n## ').find((part) => part.startsWith('Exit codes\n'))
  const rows = [...(section ?? '').matchAll(/^\| (\d) \| (.+) \|$/gm)].map(([, exit, meaning]) => ({ exit, meaning }))
  if (rows.length === 0) throw new Error('docs/user-guide.md has no table of exit codes')
  return rows
}

/**
 * The page as roff.
 * @param {{ program: import('commander').Command, examples: Record<string, { line: string, text: string }[]>,
 *   guide: string, version: string }} sources
 */
export function manPage({ program, examples, guide, version }) {
  return [
    '.\\" Made by tools/man/index.mjs; do not edit.',
    `.TH HIVE\\-MIGRATE 1 "" "hive\\-migrate ${roff(version)}" "User Commands"`,
    '.SH NAME',
    'hive\\-migrate \\- move everything from the old Hive to the new one',
    '.SH SYNOPSIS',
    `${bold('hive-migrate')} \\fIcommand\\fR [\\fIoptions\\fR]`,
    '.SH DESCRIPTION',
    prose(program.description()),
    '.PP',
    prose('`hive-migrate wizard` guides through it step by step; `hive-migrate quick` does it after one question.'),
    '.SH COMMANDS',
    ...program.commands.flatMap((each) => command(each, examples)),
    '.SH OPTIONS OF EVERY COMMAND',
    ...options(program.createHelp().visibleOptions(program)),
    '.SH WHILE IT RUNS',
    prose(
      'On a terminal, `p` pauses a migration or a validation and `p` again goes on; so do `SIGUSR1` and `SIGUSR2`. ' +
        '`Ctrl-C` cancels; what was done so far is kept.',
    ),
    '.SH EXIT STATUS',
    ...exitCodes(guide).flatMap(({ exit, meaning }) => ['.TP', bold(exit), prose(meaning)]),
    '.SH ENVIRONMENT',
    ...[
      ['HIVE_MIGRATE_HOME', 'The folder for backups, runs and reports.'],
      ['HIVE_ACCESSIBLE', 'Set to 1, nothing is drawn twice: plain lines, for screen readers.'],
      ['NO_COLOR', 'Set, there is no colour.'],
    ].flatMap(([name, text]) => ['.TP', bold(name), prose(text)]),
    '.SH FILES',
    '.TP',
    bold('~/.hive/hive-ai.db'),
    'The new database.',
    '.TP',
    bold('~/.local/share/hive-migrate'),
    'Backups, runs and reports (Linux).',
    '',
  ].join('\n')
}
