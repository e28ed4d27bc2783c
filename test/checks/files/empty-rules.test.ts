import { expect, test } from 'vitest'
import { emptyRules } from '../../../build/checks/files/empty-rules.ts'
import { alert, subject, told } from '../subject.ts'

test('a file that alerts of nothing is told', () => {
  expect(told(emptyRules, subject({}))).toMatchInlineSnapshot(`
    "error  empty-rules   rules.yml
      Prometheus finds one group and no rule in this file, and accepts it.
      Write rules below \`groups\`, or remove the file."
  `)
  expect(told(emptyRules, subject({ ruleFiles: [{ file: 'rules.yml', groups: [] }] }))).toContain('no group')
})

test('one rule is enough', () => {
  expect(told(emptyRules, subject({ rules: [alert({ expr: 'up == 0' })] }))).toBe('')
})
