import { isClosed } from '../../language/labels.ts'
import type { Subject } from '../../model/subject.ts'
import { own } from '../../own.ts'
import { hasMacro } from '../../promql/macros.ts'
import { accepts, compile } from '../../promql/regex/compile.ts'
import { selectors } from '../../promql/rewrite.ts'
import type { Matcher, Selector } from '../../promql/tree.ts'
import type { Check } from '../check.ts'
import { listed } from '../support/alternatives.ts'
import { knownOf } from '../support/known-series.ts'
import { alertsOf } from '../support/rules.ts'

export const negativeClass: Check = {
  id: 'negative-class',
  severity: 'warning',
  covers: ['L08'],
  isLocal: true,
  about:
    'An alert names the classes of values that are bad, instead of excluding a good one: what is not `2xx` also holds redirects and requests that the client got wrong. It knows the classes of labels that the catalog declares in groups, as it does for HTTP statuses; whether a value of another label is benign is not known.',
  run: (subject) =>
    alertsOf(subject).flatMap(({ rule: { place, query } }) =>
      selectors(query.expr).flatMap((selector) =>
        selector.matchers.flatMap((culprit) => {
          const left = classesLeft(subject, selector, culprit)
          if (left.length < 2) return []
          return [
            {
              place,
              query: { ...query, culprit },
              what: `${culprit.label}${culprit.op}"${culprit.value}" leaves ${listed(left)}, of which some are no failure.`,
              next: `Name what is bad: ${culprit.label}=~"5..".`,
            },
          ]
        }),
      ),
    ),
}

/** The classes of values of which a negative matcher keeps some, if it excludes all of another one. */
function classesLeft(subject: Subject, selector: Selector, matcher: Matcher): readonly string[] {
  const { label, op, value } = matcher
  if (op === '=' || op === '=~' || hasMacro(value)) return []
  const known = knownOf(subject, selector)
  const declared = own(known?.metric?.declared, label)
  const values = known?.valuesOf(label)
  if (declared === undefined || values === undefined || isClosed(declared)) return []
  // Other matchers may have chosen the classes already.
  if (selector.matchers.some((other) => other.label === label && other !== matcher)) return []
  return Object.entries(declared.groups)
    .filter(([, group]) => {
      const pattern = compile(group)
      return values.some((each) => pattern.matches(each) === true && accepts(matcher, each) === true)
    })
    .map(([name]) => name)
}
