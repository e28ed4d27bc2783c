import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { local } from '../../build/checks/all.ts'
import { diagnose } from '../../build/checks/check.ts'
import { partsOf } from '../../build/checks/parts.ts'
import { runChecks } from '../../build/checks/run.ts'
import type { Diagnostic } from '../../build/findings/diagnostic.ts'
import type { Subject } from '../../build/model/subject.ts'
import { subjectOfFiles } from '../../build/model/subject-of-files.ts'
import { kept } from '../support/kept.ts'
import { model } from './model.ts'
import { alert, ours, panel, recording, subject } from './subject.ts'

const folder = fileURLToPath(new URL('./fixtures/sloppy/', import.meta.url))
const sloppy = readdirSync(folder).map((name) => ({ file: name, text: readFileSync(folder + name, 'utf8') }))

/** Each file twice, so that what is wrong with one is wrong beside another of its kind. */
const twice = (own: typeof model.own | undefined): Subject =>
  subjectOfFiles(
    sloppy.flatMap(({ file, text }) =>
      (file === 'prometheus.yml' ? [file] : [file, `other/${file}`]).map((name) => ({
        file: name,
        text,
        isNamed: true,
      })),
    ),
    { own, foreign: [] },
  )

/** Recording rules and alerts in one file, and panels that read them in another. */
const reading = subject({
  rules: [
    recording({ name: 'job:requests:rate5m', expr: 'sum by (job) (rate(http_requests_total[5m]))' }),
    alert({ name: 'Requests', expr: 'job:requests:rate5m{endpoint="a"} > 1', labels: { severity: 'warning' } }),
  ],
  panels: [
    panel({ exprs: ['job:requests:rate5m{instance="a"}', 'rate(job:requests:rate5m[10s])'], legend: '{{instance}}' }),
    panel({ id: 2, exprs: ['ALERTS{alertname="Request"}', 'ALERTS{component="api"}'], legend: '{{endpoint}}' }),
  ],
})

test.each([
  ['ours', ours],
  ['files with many mistakes', twice(model.own)],
  ['the same of nobody known', twice(undefined)],
  ['files that read each other', reading],
] as const)('what is local is found in the parts as in the whole: %s', (_, whole) => {
  const told = (found: readonly Diagnostic[]) => found.map(({ place, what }) => JSON.stringify([place, what])).sort()
  for (const check of local) {
    const inParts = [...partsOf(whole)].flatMap((part) => diagnose(check, part))
    expect([...new Set(told(inParts))], check.id).toEqual([...new Set(told(diagnose(check, whole)))])
  }
})

test('a file that was right is judged again where what it reads of others has changed', () => {
  const known = kept()
  const stack = (name: string, expr: string, severity: string) =>
    subject({
      rules: [
        recording({ name: 'job:requests:rate5m', expr }),
        alert({ name, expr: 'job:requests:rate5m > 1', labels: { severity, component: 'api' } }),
      ],
      panels: [
        panel({ exprs: ['job:requests:rate5m{endpoint="a"}'], unit: 'reqps' }),
        panel({
          id: 2,
          title: 'Alerts',
          exprs: ['count(ALERTS{alertname="Requests",severity="warning"})'],
          gridPos: { x: 0, y: 8, w: 24, h: 8 },
        }),
      ],
      model,
    })
  for (const of of [
    stack('Requests', 'sum by (job, endpoint) (rate(http_requests_total{job="pybase-api"}[5m]))', 'warning'),
    stack('Requested', 'sum by (job, endpoint) (rate(http_requests_total{job="pybase-api"}[5m]))', 'warning'),
    stack('Requests', 'sum by (job) (rate(http_requests_total{job="pybase-api"}[5m]))', 'warning'),
    stack('Requests', 'sum by (job, endpoint) (rate(http_requests_total{job="pybase-api"}[5m]))', 'critical'),
  ])
    expect(runChecks(of, known)).toEqual(runChecks(of))
  expect(known.size).toBeGreaterThan(0)
})
