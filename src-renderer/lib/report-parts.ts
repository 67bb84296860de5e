/**
 * Our own report.html inside the app. Its frame runs no script (sandbox) and inherits the page's content security policy,
 * which takes no inline style: so that its styles are taken out of the text and given to the frame's document as objects.
 */

export type ReportParts = { markup: string; style: string }

/** The report without what the policy would refuse, and its style sheet. */
export function reportParts(html: string): ReportParts {
  let style = ''
  const markup = html
    .replace(/<style>([^]*?)<\/style>/, (_, text: string) => {
      style = text
      return ''
    })
    .replace(/<meta http-equiv="Content-Security-Policy"[^>]*>/i, '')
    // Lengths of bars: figures of ours.
    .replaceAll(/(<i\b[^>]*?) style="((?:flex-grow|width):[\d.]+%?)"/g, '$1 data-style="$2"')
  return { markup, style }
}
