import { expect, test } from 'vitest'
import { unreadableFile } from '../../../build/checks/files/unreadable-file.ts'
import { told } from '../subject.ts'
import { ruleFile, written } from '../written.ts'

test.each([
  ['nothing in it', ''],
  ['a bracket that is never closed', 'groups: [\n'],
  ['JSON that ends too early', '{"panels": ['],
])('%s', (_, text) => {
  expect(told(unreadableFile, written('file.yml', text))).toMatchSnapshot()
})

test('a file that can be read', () => {
  expect(told(unreadableFile, ruleFile('up == 0'))).toBe('')
})
