import type { Rule } from '../../documents/views.ts'
import { own } from '../../own.ts'
import { compile } from '../../promql/regex/compile.ts'
import type { Finding } from '../check.ts'

type Texts = Readonly<Record<string, string>>

/** What a rule lacks of labels or annotations that must match a pattern. */
export function lacking({ place }: Rule, kind: string, has: Texts, wanted: Texts = {}): readonly Finding[] {
  return Object.entries(wanted).flatMap(([name, pattern]) => {
    const text = own(has, name)
    if (text === undefined)
      return [{ place, what: `It has no ${kind} ${name}.`, next: `Add ${name}, matching ${pattern}.` }]
    // What a template becomes is not known.
    if (text.includes('{{') || compile(pattern).matches(text) !== false) return []
    return [
      {
        place,
        what: `The ${kind} ${name} is "${text}", which does not match ${pattern}.`,
        next: 'Write what the pattern asks for.',
      },
    ]
  })
}
