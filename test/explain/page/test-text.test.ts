import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect } from 'vitest'
import { Engine } from '../../../build/explain/page/engine.ts'
import { testWith } from '../../support/tools.ts'
import { pathOf } from '../told.ts'

const app = readFileSync(pathOf('app.yml'), 'utf8')
const manifest = `apiVersion: monitoring.coreos.com/v1\nkind: PrometheusRule\nspec:\n  ${app.trimEnd().replaceAll('\n', '\n  ')}\n`

testWith(['promtool'], 'promtool passes the tests that the page gives', ({ promtool }) => {
  for (const [rules, alert] of [
    [app, 'SlowRequests'],
    [app, 'Gone'],
    [manifest, 'Down'],
    ['- alert: A\n  expr: x > 1\n  for: 3m\n', 'A'],
    ['deriv(y[5m]) > 2', 'Expression'],
  ] as const) {
    const told = new Engine().explain({ rules, catalog: '', alertmanager: '' }, alert).alert?.tests
    const folder = mkdtempSync(join(tmpdir(), 'explain-page-'))
    writeFileSync(join(folder, 'rules.yml'), told?.rules ?? rules)
    writeFileSync(join(folder, 'rules.test.yml'), told?.text ?? '')
    const { status, stdout, stderr } = spawnSync(promtool, ['test', 'rules', 'rules.test.yml'], {
      cwd: folder,
      encoding: 'utf8',
    })
    expect({ alert, status, text: status === 0 ? '' : stdout + stderr }).toEqual({ alert, status: 0, text: '' })
  }
})
