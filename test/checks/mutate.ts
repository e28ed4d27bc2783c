import type { Random } from '../support/random.ts'

const pieces = [
  ...[
    '"',
    "'",
    '`',
    '{',
    '}',
    '[',
    ']',
    '(',
    ')',
    ',',
    ':',
    '- ',
    '#',
    '\\',
    '\n',
    '\r\n',
    '\t',
    ' ',
    '  ',
    '---\n',
    '...',
  ],
  ...[
    '&a ',
    '*a',
    '<<: *a',
    '!!str ',
    '!x ',
    '|',
    '>',
    '|2-\n',
    '? ',
    '%',
    '@',
    '~',
    'null',
    'true',
    '0x1f',
    '1e999',
    '-0',
    '.5',
    '1_000',
  ],
  ...[
    '$__rate_interval',
    '$__range',
    '$' + '{x:regex}',
    '$x',
    '[[x]]',
    '{{',
    '}}',
    '{{ $labels.x }}',
    '{{ $value | humanize }}',
    '$labels',
  ],
  ...[
    'rate(',
    'sum by (le) (',
    'histogram_quantile(0.9, ',
    'absent(',
    'topk(3, ',
    ' or ',
    ' and on () ',
    ' unless ',
    ' > 0',
    ' == bool 1',
  ],
  ...[
    ' offset 5m',
    ' offset -5m',
    ' @ end()',
    '[5m]',
    '[5m:1m]',
    '[5m:]',
    'by',
    'without ()',
    'ignoring (job)',
    ' group_left (x) ',
    '!=',
    '=~".*"',
    '=~"("',
  ],
  ...[
    'le="1"',
    'job="x"',
    'up',
    'vector(1)',
    'NaN',
    '+Inf',
    'label_replace(up, "a", "$1", "b", "(")',
    '\u0000',
    '\ufeff',
    '\u2028',
    'é',
    '😀',
    '__proto__',
    'constructor',
  ],
  ...[
    'expr',
    'groups',
    'panels',
    'for',
    'labels',
    'alert',
    'record',
    'targets',
    'datasource',
    'le',
    'severity',
    '0',
    '1',
    '600',
    '-1',
    '5m',
    '9999999999y',
  ],
]

/** The text with one to four small changes, as a hasty hand or a broken disk would make them. */
export function mutate(text: string, random: Random, others: readonly string[]): string {
  let changed = text
  for (let count = 1 + random.below(4); count > 0; count -= 1) changed = change(changed, random, others)
  return changed
}

function change(text: string, random: Random, others: readonly string[]): string {
  const at = random.below(text.length + 1)
  const end = Math.min(text.length, at + 1 + random.below(random.below(4) === 0 ? 200 : 8))
  switch (random.below(9)) {
    case 0:
      return text.slice(0, at) + text.slice(end)
    case 1:
      return text.slice(0, at) + random.pick(pieces) + text.slice(at)
    case 2:
      return text.slice(0, at) + random.pick(pieces) + text.slice(end)
    case 3:
      return text.slice(0, end) + text.slice(at)
    case 4:
      return (
        text.slice(0, at) +
        String.fromCharCode(random.below(random.below(2) === 0 ? 128 : 0x10000)) +
        text.slice(at + 1)
      )
    case 5:
      return random.below(4) === 0 ? text.slice(0, at) : text
    case 6: {
      const other = random.pick(others)
      const from = random.below(other.length)
      return text.slice(0, at) + other.slice(from, from + random.below(60)) + text.slice(end)
    }
    case 7:
      return swapLines(text, random)
    default:
      return replaceWord(text, random)
  }
}

function swapLines(text: string, random: Random): string {
  const lines = text.split('\n')
  const [a, b] = [random.below(lines.length), random.below(lines.length)]
  const [first = '', second = ''] = [lines[a], lines[b]]
  return lines.with(a, second).with(b, first).join('\n')
}

/** One word or number in the place of another, from the same text or from the pieces. */
function replaceWord(text: string, random: Random): string {
  const words = [...text.matchAll(/[\w.]+/g)]
  if (words.length === 0) return text
  const word = random.pick(words)
  const other = random.below(2) === 0 ? random.pick(words)[0] : random.pick(pieces)
  return text.slice(0, word.index) + other + text.slice(word.index + word[0].length)
}
