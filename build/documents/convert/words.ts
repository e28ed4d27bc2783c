/** Words of version 2 for what are numbers in the classic form; a number stays what it is. */
const numbers = {
  graphTooltip: { Off: 0, Crosshair: 1, Tooltip: 2 },
  hide: { dontHide: 0, hideLabel: 1, hideVariable: 2, inControlsMenu: 3 },
  refresh: { never: 0, onDashboardLoad: 1, onTimeRangeChanged: 2 },
  sort: {
    disabled: 0,
    alphabeticalAsc: 1,
    alphabeticalDesc: 2,
    numericalAsc: 3,
    numericalDesc: 4,
    alphabeticalCaseInsensitiveAsc: 5,
    alphabeticalCaseInsensitiveDesc: 6,
    naturalAsc: 7,
    naturalDesc: 8,
  },
} as const satisfies Readonly<Record<string, Readonly<Record<string, number>>>>

/** The number of a word, under its classic field. What is no such word is answered as it is. */
export function numberOf(field: keyof typeof numbers, word: unknown): unknown {
  const known: Readonly<Record<string, number>> = numbers[field]
  return typeof word === 'string' && Object.hasOwn(known, word) ? known[word] : word
}

/** The word of a number, or of none: the first. */
export function wordOf(field: keyof typeof numbers, number: unknown): string {
  const [first = ''] = Object.keys(numbers[field])
  return Object.entries(numbers[field]).find(([, each]) => each === number)?.[0] ?? first
}
