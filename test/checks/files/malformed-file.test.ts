import { expect, test } from 'vitest'
import { malformedFile } from '../../../build/checks/files/malformed-file.ts'
import { told } from '../subject.ts'
import { ruleFile, written } from '../written.ts'

test('a field that Prometheus does not know', () => {
  const misspelt = written(
    'rules.yml',
    'groups:\n  - name: some\n    rules:\n      - alert: A\n        expresion: up\n',
  )
  expect(told(malformedFile, misspelt)).toMatchInlineSnapshot(`
    "error  malformed-file   rules.yml:5:20 › some › A
      A rule has no field expresion, and Prometheus refuses the whole file for it.
      Remove it, or move it to where it belongs.

    error  malformed-file   rules.yml:4:16 › some › A
      The rule has no expr.
      Write the query after "expr:"."
  `)
})

test('a rule file as it should be', () => {
  expect(told(malformedFile, ruleFile('up == 0'))).toBe('')
})
