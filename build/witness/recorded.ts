import type { AnyRecording } from '../language/record.ts'
import { accepts } from '../promql/regex/compile.ts'
import type { Expr, Selector } from '../promql/tree.ts'
import { mapSelectors } from '../promql/walk.ts'

/** A recording rule of the same group has run just before: what it computes stands for its name. */
export const computed = (expr: Expr, recordings: readonly AnyRecording[]): Expr =>
  mapSelectors(expr, (selector) => {
    const rule = selector.range === undefined ? recordings.find((each) => isRecordedBy(selector, each)) : undefined
    return rule === undefined ? selector : computed(rule.computed, recordings)
  })

/** Rules of one name differ in the labels that they put on. */
const isRecordedBy = ({ metric, matchers }: Selector, { name, marks }: AnyRecording): boolean =>
  name === metric && matchers.every((matcher) => accepts(matcher, marks[matcher.label] ?? '') !== false)
