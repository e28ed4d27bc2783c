import type { Subject } from '../../model/subject.ts'
import { nameOf } from '../../promql/infer/unit.ts'
import type { Check, Finding } from '../check.ts'
import { type AlertText, alertTexts } from '../support/alert-texts.ts'
import { inferenceOf } from '../support/inference.ts'
import { inWords, measuredBy } from '../support/measured.ts'
import { isPercentage } from '../support/percentage.ts'

/** What each function takes its number for, and which one takes it for what it is. */
const takes: Readonly<Record<string, { readonly units: readonly string[]; readonly as: string }>> = {
  humanizePercentage: { units: ['ratio'], as: 'a share from 0 to 1' },
  humanizeDuration: { units: ['seconds'], as: 'seconds' },
  humanize1024: { units: ['bytes', 'bytes/s', 'bits', 'bits/s', 'count', 'count/s'], as: 'bytes' },
  humanizeTimestamp: { units: ['seconds'], as: 'a moment in Unix seconds' },
}
const wordFor: Readonly<Record<string, string>> = {
  ratio: 'humanizePercentage',
  seconds: 'humanizeDuration',
  bytes: 'humanize1024',
  'bytes/s': 'humanize1024',
  percent: 'humanize, and "%" after the braces',
  milliseconds: 'humanizeDuration, and divide the expression by 1000',
}

export const humanizer: Check = {
  id: 'humanizer',
  severity: 'error',
  covers: ['N07'],
  isLocal: true,
  about:
    'The function that prints the value fits what the value measures: `humanizePercentage` multiplies by 100, so 85 percent become 8500%, `humanizeDuration` takes milliseconds for seconds, and a share from 0 to 1 with a "%" behind it says 0.05% for 5%. The unit is inferred from the metrics; a plain gauge without a unit in its name is given the benefit of the doubt.',
  run: (subject) => alertTexts(subject).flatMap((text) => misprinted(subject, text)),
}

function misprinted(subject: Subject, { alert, place, text, template }: AlertText): readonly Finding[] {
  if (template.values.length === 0) return []
  const { value } = inferenceOf(subject, alert.query)
  const measured = measuredBy(value)
  const unit = nameOf(measured)
  return template.values.flatMap(({ from, to, through }): readonly Finding[] => {
    const found = { place, excerpt: { text, from, to } }
    const [fn, due] =
      through.flatMap((name) => (takes[name] === undefined ? [] : [[name, takes[name]] as const]))[0] ?? []
    const isFollowed = /^[^{}]*\}\}\s?%/.test(text.slice(to))
    if (isFollowed && fn === 'humanizePercentage') {
      return [
        { ...found, what: 'humanizePercentage writes a "%" of its own, and another one follows.', next: 'Remove it.' },
      ]
    }
    if (isFollowed && unit === 'ratio' && through.every((name) => name !== 'humanizePercentage')) {
      return [
        {
          ...found,
          what: 'The value is a share from 0 to 1, and "%" follows it: 5% would read 0.05%.',
          next: 'Write {{ $value | humanizePercentage }}, without the "%".',
        },
      ]
    }
    if (unit === undefined && fn === 'humanizePercentage' && isPercentage(alert.query.expr)) {
      return [
        {
          ...found,
          what: 'The expression multiplies a share by 100, and humanizePercentage does so again: 5% would read 500%.',
          next: 'Take humanize, and "%" after the braces, or drop the "* 100".',
        },
      ]
    }
    const isMoment = fn === 'humanizeDuration' && value.kind === 'timestamp'
    const isShare = fn === 'humanizePercentage' && measured?.mayBeShare === true
    if (due === undefined || unit === undefined || measured === undefined || isShare) return []
    if (due.units.includes(unit) && !isMoment) return []
    const word = isMoment ? 'humanizeTimestamp' : wordFor[unit]
    return [
      {
        ...found,
        what: `${fn} takes the value for ${due.as}, and it is ${isMoment ? 'a moment' : inWords(measured)}.`,
        next: `Take ${word ?? 'humanize'}.`,
      },
    ]
  })
}
