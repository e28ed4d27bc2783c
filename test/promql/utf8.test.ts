import { expect, test } from 'vitest'
import { byteLength, bytesOf, compareBytes, joined } from '../../build/promql/utf8.ts'

const texts = [
  '',
  'a',
  'b',
  'ab',
  'é',
  'z\u0000',
  '\uffee',
  '\ud83d\ude00',
  '\ud83d',
  'é\ud83d\ude00',
  'ß',
  '中文',
  'a"\\n',
]

test('texts stand in the order of their bytes, and have as many, as Node says', () => {
  for (const a of texts) {
    expect(byteLength(a)).toBe(Buffer.byteLength(a))
    expect([...bytesOf(a)]).toEqual([...Buffer.from(a)])
    for (const b of texts)
      expect({ a, b, order: Math.sign(compareBytes(a, b)) }).toEqual({
        a,
        b,
        order: Buffer.compare(Buffer.from(a), Buffer.from(b)),
      })
  }
})

test('bytes are joined', () => {
  expect([...joined([bytesOf('a'), bytesOf(''), bytesOf('é')])]).toEqual([...Buffer.from('aé')])
})
