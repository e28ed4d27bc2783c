import { expect, test } from 'vitest'
import { compare } from '../../../build/diff/compare.ts'
import { readVersion } from '../../../build/diff/read/read.ts'
import { toClassic } from '../../../build/documents/convert/classic.ts'
import { Reading } from '../../../build/documents/reading.ts'
import { readText } from '../../../build/documents/text.ts'
import { checkDashboard } from '../../support/dashboard-schema.ts'
import { shapes } from './inputs.ts'

const all = Object.entries(shapes)

const versionOf = (value: unknown) =>
  readVersion([{ file: 'shop.json', text: JSON.stringify(value) }], { shown: 'shop.json', isNamed: true })

test.each(all)('%s: what is lost is told', (_, { input, lost }) => {
  expect(toClassic(input).losses.map(({ where, what }) => `${where} ${what}`)).toEqual(lost)
})

test.each(all)('%s: what comes out has the structure that Grafana loads', (_, { input }) => {
  // Gaps are those of the input, and a panel or variable that is there for a loss alone may be idle.
  const findings = checkDashboard(JSON.parse(JSON.stringify(toClassic(input).classic)))
  expect(findings.filter((each) => !/^grid line|is never used$/.test(each))).toEqual([])
})

test.each(all)('%s: nothing differs in meaning but what is lost', (_, { input, lost }) => {
  const { classic, losses } = toClassic(input)
  const changes = compare(versionOf(input), versionOf(classic)).map(({ what }) => what)
  const [told, untold] = [changes.filter(isTold), changes.filter((each) => !isTold(each))]
  expect(untold).toEqual([])
  expect(told.length).toBeLessThanOrEqual(lost.length)

  /** Whether a loss tells the same: `tab 'Shop' is a row now`, `row 'Details': visibility …`. */
  function isTold(change: string): boolean {
    return losses.some(({ where, what }) => {
      const [place = where] = /^(?:row|tab|panel) '[^']*'/.exec(where) ?? []
      if (change === `${place} is a row now`) return what.startsWith('is a row now')
      return change.startsWith(`${place}: visibility `) && what.startsWith('is always shown now')
    })
  }
})

/** What the reader of the checks, which knows nothing of conversion, sees in a text. */
function seen(value: unknown) {
  const reading = new Reading()
  readText({ file: 'shop.json', text: JSON.stringify(value), isNamed: true }, reading)
  expect(reading.faults).toEqual([])
  return reading.dashboards.map(({ uid, title, panels, variables, annotations }) => ({
    ...{ uid, title, variables: variables.map(({ place: _, ...rest }) => rest) },
    annotations: annotations.map(({ text, texts }) => [text, texts]),
    panels: panels.map(({ title, description, type, unit, thresholds, targets, repeats }) => ({
      ...{ title, description, type, unit, thresholds, repeats },
      targets: targets.map(({ refId, query, legend, format, instant }) => [
        refId,
        query?.text,
        legend,
        format,
        instant,
      ]),
    })),
  }))
}

test.each(all.filter(([, { lost }]) => !lost.some((each) => /called|several places|shown once/.test(each))))(
  '%s: the checks see the same before and after',
  (_, { input }) => {
    expect(seen(toClassic(input).classic)).toEqual(seen(input))
  },
)

test.each(all)('%s: the same bytes every time, and none of the input changed', (_, { input }) => {
  const before = JSON.stringify(input)
  const once = JSON.stringify(toClassic(input))
  expect(JSON.stringify(toClassic(JSON.parse(before)))).toBe(once)
  expect(JSON.stringify(input)).toBe(before)
})

test('at least ten shapes', () => {
  expect(all.length).toBeGreaterThanOrEqual(10)
})
