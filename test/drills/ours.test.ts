import { expect, test } from 'vitest'
import { isAsSaid, outcomes } from '../../build/drills/record.ts'
import { nothingKept } from '../../build/kept.ts'
import { model } from '../checks/model.ts'

const { drills, drilled } = model
const played = [...outcomes(model, drills, nothingKept)]

test('every drill comes to what it says', () => {
  const others = played.filter((outcome, at) => !isAsSaid(drills[at]?.value as never, outcome))
  expect(others.map(({ title, fails }) => `${title}: ${fails.join(' ') || 'passes, though it says notYet'}`)).toEqual(
    [],
  )
})

test('what is recorded is what they come to: npm run drill', () => {
  expect(drilled.drills).toEqual(played)
})

test('each alert is needed by a drill, or says why not', () => {
  const needed = new Set(played.flatMap(({ needs }) => needs))
  const alerts = model.groups.flatMap((group) => group.alerts)
  expect(
    alerts.filter(({ name, undrilled }) => needed.has(name) === (undrilled !== undefined)).map(({ name }) => name),
  ).toEqual([])
})

test('none pages more than twice, and nothing harmless pages', () => {
  const pages = played.map(({ title, pages, fails }, at) => ({
    title,
    pages,
    fails,
    expects: drills[at]?.value.expects,
  }))
  expect(pages.filter(({ pages, fails }) => pages > 2 && fails.length === 0)).toEqual([])
  expect(pages.filter(({ expects, pages, fails }) => !expects?.noticed && pages > 0 && fails.length === 0)).toEqual([])
})
