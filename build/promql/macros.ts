const macro = String.raw`\$(?:[A-Za-z_]\w*|\{[A-Za-z_][^{}\s]*\})|\[\[[A-Za-z_]\w*(?::\w+)?\]\]`
const scan = new RegExp(String.raw`"(?:\\.|[^"\\])*"?|'(?:\\.|[^'\\])*'?|${'`[^`]*`?'}|#.*|${macro}|[[\]]`, 'g')

/** Whether text holds a Grafana macro: `$__rate_interval`, `$job`, `${job:regex}` or, of old, `[[job]]`. `$1` of `label_replace` is none. */
export const hasMacro = (text: string): boolean => new RegExp(macro).test(text)

/**
 * Puts a placeholder of the same length in the place of each Grafana macro, so that PromQL's grammar can read the text
 * and every offset stays true: the caller reads names and durations at those offsets in the original text.
 * Strings and comments keep their macros, since the grammar takes any text there.
 */
export function hideMacros(text: string): string {
  let inRange = false
  return text.replace(scan, (found, at: number) => {
    if (found === '[' || found === ']') inRange = found === '['
    if (!found.startsWith('$') && !found.startsWith('[[')) return found
    const due = inRange || /\boffset(?:\s*[-+])?\s*$/i.test(text.slice(0, at))
    return due ? duration(found.length, text[at + found.length] ?? '') : '_'.repeat(found.length)
  })
}

/** Digits, with a unit of their own unless one is glued to the macro: `[${seconds}s]`. */
const duration = (length: number, next: string): string => (/[\w$]/.test(next) ? '5' : '5m').padStart(length, '0')
