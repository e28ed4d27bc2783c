import { expect, test } from 'vitest'
import { fill } from '../../build/targets/fill.ts'

test('puts each value in its place, as it is, wherever it occurs', () => {
  expect(fill('{{a}} and {{b}}, {{a}}', { a: '$&', b: '{{a}}' })).toBe('$& and {{a}}, $&')
})

test('refuses a placeholder without a value, even one that every object has', () => {
  expect(() => fill('{{a}} {{missing}}', { a: '' })).toThrow('{{missing}}')
  expect(() => fill('{{toString}}', {})).toThrow('{{toString}}')
})

test('refuses a value without a placeholder', () => {
  expect(() => fill('{{a}}', { a: '', unused: '' })).toThrow('{{unused}}')
})
