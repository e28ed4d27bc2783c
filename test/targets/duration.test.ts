import { expect, test } from 'vitest'
import { secondsIn } from '../../build/targets/duration.ts'

test.each([
  ['500ms', 0.5],
  ['15s', 15],
  ['1m', 60],
  ['1h30m', 5400],
  ['15d', 1_296_000],
  ['1w', 604_800],
  ['1y', 31_536_000],
])('%s is %d seconds', (duration, seconds) => expect(secondsIn(duration)).toBe(seconds))

test.each(['', '15', 's', '15 s', '1.5h', '-1s', '15sx'])('%j is no duration', (text) =>
  expect(() => secondsIn(text)).toThrow(`"${text}" is not a duration`),
)
