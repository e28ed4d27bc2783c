import { expect, test } from 'vitest'
import { circles, homeless, page } from './support/rooms.ts'

test('every folder of the compiler is a room that the picture names', () => {
  expect(homeless()).toEqual([])
})

test('the picture of the rooms is what the code says', async () => {
  await expect(page()).toMatchFileSnapshot('../docs/rooms.md')
})

test('rooms need each other one way, types included', () => {
  expect(circles()).toEqual([])
})

test('a circle of types through a file beside the rooms is seen', () => {
  const circle = [
    { file: 'build/model/model.ts', from: 'build/extension.ts' },
    { file: 'build/extension.ts', from: 'build/doctor/examination.ts' },
    { file: 'build/doctor/context.ts', from: 'build/model/model.ts' },
    { file: 'build/doctor/all.ts', from: 'build/promql/parse.ts' },
  ]
  expect(circles(circle)).toEqual(circle.slice(0, 3).map(({ file, from }) => `${file} → ${from}`))
})
