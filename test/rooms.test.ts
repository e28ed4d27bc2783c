import { expect, test } from 'vitest'
import { homeless, page } from './support/rooms.ts'

test('every folder of the compiler is a room that the picture names', () => {
  expect(homeless()).toEqual([])
})

test('the picture of the rooms is what the code says', async () => {
  await expect(page()).toMatchFileSnapshot('../docs/rooms.md')
})
