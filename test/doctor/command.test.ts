import { expect, test } from 'vitest'
import { capture, ourselves } from '../../build/commands/child.ts'
import { doctor } from './doctor.ts'
import { always, serve } from './serve.ts'

const run = (...words: readonly string[]) => capture(process.execPath, ourselves('doctor', ...words))

test('without a Prometheus there is nothing to examine', async () => {
  const { code, text } = await run('--grafana', 'http://localhost:3000')
  expect(text).toMatch(/--prometheus is missing.*\n.*Usage: npm run doctor -- \[--prometheus URL\]/)
  expect(code).toBe(2)
})

test('a URL without a scheme is a wrong command line', async () => {
  const { code, text } = await run('--prometheus', 'localhost:9090')
  expect(text).toContain('localhost:9090 is no URL that starts with http:// or https://.')
  expect(code).toBe(2)
})

test('where nobody answers, one error is told and the rest is skipped', async () => {
  const { code, text } = await run('--prometheus', 'http://127.0.0.1:1', '--insecure')
  expect(code).toBe(1)
  expect(text).toMatch(/✗ Does Prometheus answer\?\n {2}error {2}Prometheus\n.*nothing listens there/)
  expect(text).toMatch(/– \d+ questions skipped: Prometheus at .* nothing listens there/)
  expect(text).toMatch(/1 error in \d+ examinations, \d+ of them skipped\./)
  expect(text).toContain('any certificate is taken')
})

test('JSON has each examination with its findings', async () => {
  const { url } = await serve(always('<html>', { type: 'text/html' }))
  const { healthy, exitCode, examinations } = await doctor('--prometheus', url)
  expect([healthy, exitCode]).toEqual([false, 1])
  expect(examinations[0]).toMatchObject({ id: 'reachable', status: 'failed', findings: [{ severity: 'error' }] })
  expect(examinations.slice(1).every(({ status }) => status === 'skipped')).toBe(true)
})
