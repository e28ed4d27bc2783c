import type { Matcher } from './tree.ts'

/** Whether two matchers are written alike. */
export const isSameMatcher = (a: Matcher, b: Matcher): boolean =>
  a.label === b.label && a.op === b.op && a.value === b.value
