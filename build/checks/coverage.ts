/** What stops a class of defects other than a check, or why nothing does. */
export type Beyond =
  /** It does not compile; the type test of this title proves it. */
  | { readonly by: 'compiler'; readonly file: string; readonly title: string }
  /** The build refuses it without a check's help; the test of this title proves it. */
  | { readonly by: 'build'; readonly file: string; readonly title: string }
  | { readonly by: 'nobody'; readonly why: string }

const typeTest = (file: string, title: string): Beyond => ({
  by: 'compiler',
  file: `test/language/${file}.test-d.ts`,
  title,
})
const nobody = (why: string): Beyond => ({ by: 'nobody', why })

const exists = typeTest('labels', 'a metric and a query exist')
const names = typeTest('names', 'a metric is called what its type is called')
const job = typeTest('values', 'the job is one of those that expose the metric')
const growth = typeTest('functions', 'a counter is read through its growth')
const gauge = typeTest('functions', 'a gauge is read as it stands')
const histogram = typeTest('functions', 'a histogram is read through quantiles and its parts')
const shares = typeTest('functions', 'quantiles and shares are not added up or averaged')
const ranking = typeTest('functions', 'a ranking is listed, and nothing else')
const sameLabels = typeTest('units', 'two queries that are joined carry the same labels')
const edges = typeTest('units', "a quantile's threshold is a bucket's edge, and not the last")
const amounts = typeTest('units', 'an amount is written in the unit of what it limits')
const sentence = typeTest('labels', 'a sentence mentions labels that the condition carries')
const axis = typeTest('panels', 'one axis has one unit')
const drawing = typeTest('panels', 'a drawing fits its query')

/** By class of defects. */
export const beyondChecks: Readonly<Record<string, Beyond>> = {
  M01: exists,
  M02: nobody('only the running application knows what it observes; comparing it with the catalog is work of its own'),
  M04: histogram,
  M05: names,
  I01: job,
  I02: job,
  L01: typeTest('labels', 'a selector names labels that the metric has'),
  L02: typeTest('values', 'a closed label has the values that are listed'),
  L09: nobody('PyBase has one environment: there is no label that every query would have to keep'),
  T01: gauge,
  T02: growth,
  T03: names,
  T05: histogram,
  T06: growth,
  T07: shares,
  T08: shares,
  T09: typeTest('functions', 'info and timestamp say something that is not their value'),
  T10: histogram,
  A02: sameLabels,
  A05: typeTest('alerts', 'conditions that are joined carry the same labels'),
  A08: sameLabels,
  A10: ranking,
  R03: typeTest('windows', 'a condition needs a window, a panel does not'),
  H01: edges,
  H02: edges,
  H05: amounts,
  H07: amounts,
  H09: typeTest('alerts', 'an alert fires on a condition'),
  N02: sentence,
  N03: sentence,
  N10: typeTest('alerts', 'severity and component are on a list, and durations are written as Prometheus writes them'),
  N14: {
    by: 'build',
    file: 'test/witness/refused.test.ts',
    title: 'an alert for which the prover finds no input is told so, and what makes up for it',
  },
  D03: typeTest('panels', 'a line is shared by 1, 2, 3, 4 or 6 panels'),
  D06: typeTest('panels', 'a panel says what it shows'),
  D09: drawing,
  U05: axis,
  U06: typeTest('panels', 'a limit is written in the unit of the axis'),
  V03: typeTest('labels', 'a filter offers a label of its metric'),
}
