import { expect, test } from 'vitest'
import { isBefore } from '../../build/stack/releases.ts'

test.each([
  ['0.13.0', '0.20.1', true],
  ['0.13.0', '0.9.0', false],
  ['1.2.3', '1.2.3', false],
  ['1.2.2', '1.2.3', true],
  ['1.9.9', '2.0.0', true],
  ['0.11.1', '0.12.0', true],
])('%s is before %s: %s', (a, b, answer) => expect(isBefore(a, b)).toBe(answer))
