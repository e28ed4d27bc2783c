import { queriesOf } from '../../model/queries.ts'
import { hasMacro } from '../../promql/macros.ts'
import { compile } from '../../promql/regex/compile.ts'
import { selectors } from '../../promql/rewrite.ts'
import type { Matcher } from '../../promql/tree.ts'
import type { Check } from '../check.ts'
import { type Known, knownOf } from '../support/known-series.ts'

export const regexpInEquality: Check = {
  id: 'regexp-in-equality',
  severity: 'error',
  covers: ['L03'],
  isLocal: true,
  about:
    '`=` and `!=` compare texts, and `=~` and `!~` take regular expressions. `status="5.."` asks for a status that is written with two dots, and answers nothing. Labels whose values may look like expressions, such as routes and commands, are believed unless all their values are known.',
  run: (subject) =>
    queriesOf(subject).flatMap((query) =>
      selectors(query.expr).flatMap((selector) => {
        const known = knownOf(subject, selector)
        if (known === undefined) return []
        return selector.matchers
          .filter((matcher) => isMeantAsRegexp(matcher, known))
          .map((culprit) => ({
            place: query.place,
            query: { ...query, culprit },
            what: `${culprit.op} compares ${culprit.label} with the text ${culprit.value}, which reads like a regular expression and is no value of ${known.name}.`,
            next: `Write ${culprit.label}${culprit.op === '=' ? '=~' : '!~'}"${culprit.value}", or the value itself.`,
          }))
      }),
    ),
}

/** Labels of which a value may be a pattern itself: Django's routes, Redis' `config|get`. */
const free = /path|route|handler|endpoint|uri|url|view|query|cmd|command|pattern|regex|rule/i
const sign = /\.[*+]|^\.\.+$|\w\.\.|\w\|\w|\[\w-\w\]|\\[.dw]|^\^|\$$/

function isMeantAsRegexp({ label, op, value }: Matcher, known: Known): boolean {
  if (op === '=~' || op === '!~' || !/[.*+?^$()[\]{}|\\]/.test(value)) return false
  if (hasMacro(value) || label === '__name__') return false
  const jobs = known.metric?.jobs ?? []
  const values = label === 'job' && jobs.length > 0 ? jobs : known.valuesOf(label)
  const pattern = compile(value)
  if (pattern.error !== undefined) return false
  if (values !== undefined) return !values.includes(value) && values.some((each) => pattern.matches(each) === true)
  return sign.test(value) && !free.test(label)
}
