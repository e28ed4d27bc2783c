import type { Random } from './random.ts'

const token = /"(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*'|`[^`]*`|[\w:.]+|[=!<>]=|[=!]~|\s+|./gsu
const vocabulary = [
  '(',
  ')',
  '[',
  ']',
  '{',
  '}',
  ',',
  ':',
  '=',
  '==',
  '!=',
  '=~',
  '+',
  '-',
  '*',
  '/',
  '%',
  '^',
  '@',
  '>',
  '<',
  '"',
  "'",
  '#',
  'by',
  'without',
  'on',
  'ignoring',
  'group_left',
  'group_right',
  'bool',
  'offset',
  'and',
  'or',
  'unless',
  'sum',
  'topk',
  'rate',
  'up',
  'count_values',
  'label_replace',
  'histogram_quantile',
  'time',
  'vector',
  'scalar',
  'start',
  'end',
  '5m',
  '[5m]',
  '[5m:]',
  '1',
  '0',
  'NaN',
  'a',
  'job',
  '"x"',
  '""',
  '{job="a"}',
  '{a=~"("}',
  '=~".*"',
  'abs',
  'atan2',
  'le',
  '()',
  ' ',
  '\n',
  '1.',
  '5mm',
  '1h30m',
  'é',
]

/** A text that differs from a valid one by one to three small accidents. Some are still valid. */
export function mutate(text: string, random: Random): string {
  let mutant = text
  const accidents = random.chance(0.75) ? 1 : random.chance(0.7) ? 2 : 3
  for (let done = 0; done < accidents; done += 1)
    mutant = random.chance(0.8) ? inTokens(mutant, random) : inLetters(mutant, random)
  return mutant
}

function inTokens(text: string, random: Random): string {
  const tokens: readonly string[] = text.match(token) ?? []
  if (tokens.length === 0) return random.pick(vocabulary)
  const at = random.below(tokens.length)
  const other = random.below(tokens.length)
  switch (random.below(6)) {
    case 0:
      return tokens.toSpliced(at, 1).join('')
    case 1:
      return tokens.toSpliced(at, 0, tokens[at] ?? '').join('')
    case 2:
      return tokens.toSpliced(at, 1, random.pick(vocabulary)).join('')
    case 3:
      return tokens.toSpliced(at, 0, ` ${random.pick(vocabulary)} `).join('')
    case 4:
      return tokens
        .with(at, tokens[other] ?? '')
        .with(other, tokens[at] ?? '')
        .join('')
    default:
      return tokens.with(at, tokens[other] ?? '').join('')
  }
}

function inLetters(text: string, random: Random): string {
  const letters = [...text]
  const at = random.below(letters.length)
  if (random.chance(0.5)) return letters.toSpliced(at, 1).join('')
  return letters.toSpliced(at, 0, random.pick([...'(){}[],:="\'+-*/%^@<>!~#ab1 .\\_'])).join('')
}
