import type { Subject } from '../../model/subject.ts'
import { nameOf } from '../../promql/infer/unit.ts'
import type { Expr } from '../../promql/tree.ts'
import { bare as bareOf } from '../../promql/walk.ts'
import type { Check, Finding } from '../check.ts'
import { type AlertText, alertTexts } from '../support/alert-texts.ts'
import { inferenceOf } from '../support/inference.ts'
import { inWords, measuredBy } from '../support/measured.ts'
import { inline } from '../support/shape.ts'
import { constantOf } from '../support/terms.ts'

/** Units whose bare numbers nobody reads: the words that name each of them, and the functions that print it. */
const units: Readonly<Record<string, { readonly words: RegExp; readonly fn: string; readonly bare: string }>> = {
  ratio: { words: /^\s?%/, fn: 'humanizePercentage', bare: '0.05263157894736842' },
  seconds: { words: /^[\s-]?s(?:ec(?:ond)?s?)?\b/i, fn: 'humanizeDuration', bare: '93784.25' },
  bytes: { words: /^[\s-]?b(?:ytes?)?\b/i, fn: 'humanize1024', bare: '1.7179869184e+10' },
  'bytes/s': { words: /^[\s-]?b(?:ytes?)?\b/i, fn: 'humanize1024', bare: '1.7179869184e+10' },
}

const fraction = {
  words: /^\s?%|^[\s-]?(?:m?s(?:ec(?:ond)?s?)?|[kmg]?i?b(?:ytes?)?)\b/i,
  fn: 'humanize',
  bare: '3.0666666666666664',
}

export const bareValue: Check = {
  id: 'bare-value',
  severity: 'warning',
  covers: ['N07'],
  isLocal: true,
  about:
    'A sentence that tells a ratio, seconds or bytes prints them through a function: `{{ $value }}` alone reads "0.05263157894736842 of all requests" or "took 93784.25". A number that a unit follows is fine, and so is one that is announced as the raw value ("VALUE = …"); so do rates, means and quotients of whatever nobody knows, which have a long tail of digits; numbers of things need no function.',
  run: (subject) => alertTexts(subject).flatMap((text) => bare(subject, text)),
}

function bare(subject: Subject, { alert, kind, place, text, template }: AlertText): readonly Finding[] {
  if (kind !== 'annotation' || template.values.length === 0) return []
  const { value } = inferenceOf(subject, alert.query)
  const measured = measuredBy(value)
  const due = units[nameOf(measured) ?? ''] ?? (isFraction(inline(subject, alert.query.expr)) ? fraction : undefined)
  if (due === undefined) return []
  const fn = value.kind === 'timestamp' ? 'humanizeTimestamp' : due.fn
  return template.values
    .filter(({ from, to, through }) => {
      if (through.length > 0) return false
      const before = /^([\s\S]*)\{\{-?\s*$/.exec(text.slice(0, from))?.[1]
      const after = /^\s*-?\}\}([\s\S]*)$/.exec(text.slice(to))?.[1]
      if (before === undefined || after === undefined) return false
      return !due.words.test(after) && !/\bvalue(?:\s+is)?\W*$/i.test(before)
    })
    .map(({ from, to }) => ({
      place,
      excerpt: { text, from, to },
      what: `The value is ${due === fraction || measured === undefined ? 'a fraction' : inWords(measured)}, and it is printed bare, as in ${due.bare}.`,
      next: `Write {{ $value | ${fn} }}.`,
    }))
}

const fractions = ['rate', 'irate', 'increase', 'deriv', 'predict_linear', 'avg_over_time', 'histogram_quantile']

/** Whether an expression answers numbers with a long tail: how fast something grows, a mean, a quotient. */
function isFraction(expr: Expr): boolean {
  const inner = bareOf(expr)
  switch (inner.is) {
    case 'call':
      return fractions.includes(inner.fn)
    case 'aggregation':
      return (
        inner.op === 'avg' || (['sum', 'max', 'min', 'topk', 'bottomk'].includes(inner.op) && isFraction(inner.expr))
      )
    case 'binary':
      if (['and', 'unless', '>', '<', '>=', '<=', '==', '!='].includes(inner.op))
        return !inner.bool && isFraction(inner.left)
      if (inner.op === 'or') return isFraction(inner.left) && isFraction(inner.right)
      if (inner.op === '/') return constantOf(inner.right) === undefined || isFraction(inner.left)
      return ['*', '+', '-'].includes(inner.op) && (isFraction(inner.left) || isFraction(inner.right))
    default:
      return false
  }
}
