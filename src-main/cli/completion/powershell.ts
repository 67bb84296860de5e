import type { CompletedOption, CompletionModel } from './model.js'

/** A completion script for PowerShell 5 and later; paths are completed by PowerShell itself. */
export function powershellScript({ commands, common }: CompletionModel): string {
  const rows = (options: CompletedOption[]) =>
    options.map(({ long, text }) => `${quote(long)} = ${quote(text)}`).join('; ')
  const choices = [...commands.flatMap(({ name, options }) => options.map((option) => ({ name, option })))].flatMap(
    ({ name, option: { long, value } }) =>
      value?.kind === 'choice' ? [`    ${quote(`${name} ${long}`)} = @(${value.choices.map(quote).join(', ')})`] : [],
  )
  const shared = common.flatMap(({ long, value }) =>
    value?.kind === 'choice' ? [`    ${quote(` ${long}`)} = @(${value.choices.map(quote).join(', ')})`] : [],
  )
  const behind = commands.flatMap(({ name, argument }) =>
    argument?.kind === 'choice' ? [`    ${quote(`${name} `)} = @(${argument.choices.map(quote).join(', ')})`] : [],
  )
  return `# PowerShell completion for hive-migrate
Register-ArgumentCompleter -Native -CommandName hive-migrate -ScriptBlock {
  param($word, $ast, $position)
  $commands = [ordered]@{
${commands.map(({ name, text }) => `    ${quote(name)} = ${quote(text)}`).join('\n')}
  }
  $options = @{
${commands.map(({ name, options }) => `    ${quote(name)} = [ordered]@{ ${rows(options)} }`).join('\n')}
  }
  $common = [ordered]@{ ${rows(common)} }
  $choices = @{
${[...choices, ...shared, ...behind].join('\n')}
  }
  $before = @($ast.CommandElements | Where-Object { $_.Extent.EndOffset -lt $position } | ForEach-Object { $_.ToString() })
  $command = $before | Select-Object -Skip 1 | Where-Object { $commands.Contains($_) } | Select-Object -First 1
  $last = $before | Select-Object -Last 1
  $offer = [ordered]@{}
  foreach ($key in @("$command $last", " $last")) {
    if ($choices.ContainsKey($key)) { foreach ($choice in $choices[$key]) { $offer[$choice] = $choice } }
  }
  if ($offer.Count -eq 0) {
    if (-not $command) { foreach ($name in $commands.Keys) { $offer[$name] = $commands[$name] } }
    elseif ($word -notlike '-*' -and $choices.ContainsKey("$command ")) { foreach ($choice in $choices["$command "]) { $offer[$choice] = $choice } }
    if ($word -like '-*') {
      if ($command) { foreach ($name in $options[$command].Keys) { $offer[$name] = $options[$command][$name] } }
      foreach ($name in $common.Keys) { $offer[$name] = $common[$name] }
    }
  }
  foreach ($name in $offer.Keys) {
    if ($name -like "$word*") { [System.Management.Automation.CompletionResult]::new($name, $name, 'ParameterValue', $offer[$name]) }
  }
}
`
}

const quote = (text: string) => `'${text.replaceAll("'", "''")}'`
