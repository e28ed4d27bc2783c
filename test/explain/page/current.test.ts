import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { explainPage, pageFile } from '../../../build/commands/explain/page.ts'
import { here } from '../../commands/here.ts'
import { root } from '../../support/root.ts'

const page = readFileSync(join(root, pageFile), 'utf8')

test('the page is what its sources make: npm run explain:page', async () => {
  // The whole of it would be a difference that nobody can read.
  expect((await explainPage()) === page).toBe(true)
})

test('it is one file below a megabyte, compressed, which names no other', () => {
  expect(gzipSync(page).length).toBeLessThan(1_000_000)
  const { head = '', body = '' } = /(?<head>.*?)<body>(?<body>.*?)<script/s.exec(page)?.groups ?? {}
  expect([...(head + body).matchAll(/\s(?:src|href|action|srcset)="(?!data:)[^"]*"/g)]).toEqual([])
  expect(head).toContain("default-src 'none'; script-src 'sha256-")
  expect(head).not.toContain('unsafe')
})

test('its size is what the documentation says, to a tenth', () => {
  const told = readFileSync(join(root, 'docs', 'explain.md'), 'utf8')
  const [, whole, compressed] = /has (\d+) kB, (\d+) kB compressed/.exec(told) ?? []
  expect(Math.abs(Buffer.byteLength(page) / 1000 / Number(whole) - 1)).toBeLessThan(0.1)
  expect(Math.abs(gzipSync(page).length / 1000 / Number(compressed) - 1)).toBeLessThan(0.1)
})

test('the command compares it, and takes no other words', async () => {
  expect(await here(['explain', '--page', '--check'])).toMatchObject({ code: 0 })
  expect(await here(['explain', '--check'])).toMatchObject({
    code: 2,
    stderr: expect.stringContaining('is for --page'),
  })
  expect(await here(['explain', 'rules.yml', '--page'])).toMatchObject({ code: 2 })
})

test('it has the notices of what is in it', () => {
  for (const name of ['@lezer/lr', 'yaml', '@prometheus-io/lezer-promql']) expect(page.slice(0, 10_000)).toContain(name)
})
