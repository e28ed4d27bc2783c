import { expect, test } from 'vitest'
import { Drawing } from '../../../../build/preview/app/dashboard/drawing.ts'

/** A drawing whose paints the test finishes, and what it has shown. */
function drawn() {
  const shown: boolean[] = []
  const paints: (() => void)[] = []
  const drawing = new Drawing(
    (isDrawn) => shown.push(isDrawn),
    () => new Promise((resolve) => paints.push(resolve)),
  )
  const paint = async () => {
    for (const done of paints.splice(0)) done()
    await Promise.resolve()
  }
  return { drawing, shown, paint }
}

test('the page is drawn when the last that it waited for is painted', async () => {
  const { drawing, shown, paint } = drawn()
  const [one, other] = [drawing.begin(), drawing.begin()]
  one()
  await paint()
  expect(shown).not.toContain(true)
  other()
  expect(shown).not.toContain(true)
  await paint()
  expect(shown.at(-1)).toBe(true)
})

test('what begins before the paint is waited for, too', async () => {
  const { drawing, shown, paint } = drawn()
  drawing.begin()()
  const late = drawing.begin()
  await paint()
  expect(shown).not.toContain(true)
  late()
  await paint()
  expect(shown.at(-1)).toBe(true)
})

test('to settle twice is to settle once', async () => {
  const { drawing, shown, paint } = drawn()
  const one = drawing.begin()
  drawing.begin()
  one()
  one()
  await paint()
  expect(shown).not.toContain(true)
})
