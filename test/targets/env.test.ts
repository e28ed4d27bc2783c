import { expect, test } from 'vitest'
import { compose } from '../../build/targets/compose.ts'
import { env } from '../../build/targets/env.ts'
import { jobs, notifying, pinned } from './stack.ts'

const { path, text } = env(pinned)
const assignments = [...text.matchAll(/^([A-Z_]+)=(.*)$/gm)].map(([, name = '', value = '']) => ({ name, value }))

test('is an example, whose every line is a comment, an assignment or empty', () => {
  expect(path).toBe('.env.example')
  for (const line of text.split('\n')) expect(line).toMatch(/^(#.*|[A-Z_]+=.*|)$/)
})

test('has every variable of the compose file, with the value that the file falls back on', () => {
  const everything = compose(notifying('slack', 'pagerduty', 'email', 'watchdog'), jobs).text
  const wanted = [...everything.matchAll(/\$\{([A-Z_]+):-([^}]*)\}/g)].map(([, name = '', value = '']) => ({
    name,
    value,
  }))
  expect(wanted.length).toBeGreaterThan(0)
  for (const variable of wanted) expect(assignments).toContainEqual(variable)
})

test('has no secret, and no variable that looks like one', () => {
  for (const { name } of assignments) expect(name).not.toMatch(/PASSWORD|TOKEN|KEY|API_URL/)
})
