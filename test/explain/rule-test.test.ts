import { spawnSync } from 'node:child_process'
import { copyFileSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect } from 'vitest'
import { here } from '../commands/here.ts'
import { testWith } from '../support/tools.ts'
import { pathOf } from './told.ts'

const folder = (): string => mkdtempSync(join(tmpdir(), 'explain-'))

const played = (promtool: string, file: string) => {
  const { status, stdout, stderr } = spawnSync(promtool, ['test', 'rules', file], { encoding: 'utf8' })
  return { status, text: stdout + stderr }
}

testWith(['promtool'], 'promtool sees what is told of every alert, and notices another rule', async ({ promtool }) => {
  const cwd = folder()
  copyFileSync(pathOf('app.yml'), join(cwd, 'app.yml'))
  for (const alert of [
    'SlowRequests',
    'Down',
    'ManyErrors',
    'Gone',
    'CertificateExpires',
    'Backup',
    'Unbalanced',
    'Exists',
    'Always',
  ]) {
    const { code, stderr } = await here(['explain', 'app.yml', alert, '--test', '--out', `${alert}.test.yml`], { cwd })
    expect({ code, stderr }).toMatchObject({ code: 0 })
    const { status, text } = played(promtool, join(cwd, `${alert}.test.yml`))
    expect({ alert, status, text: status === 0 ? '' : text }).toEqual({ alert, status: 0, text: '' })
  }
  const rules = readFileSync(join(cwd, 'app.yml'), 'utf8')
  writeFileSync(join(cwd, 'app.yml'), rules.replace('> 0.5\n', '> 0.6\n').replace('for: 2m', 'for: 4m'))
  expect(played(promtool, join(cwd, 'SlowRequests.test.yml')).status).toBe(1)
  expect(played(promtool, join(cwd, 'Down.test.yml')).status).toBe(1)
})

testWith(
  ['promtool'],
  'an alert on other alerts has one series for those that differ in their state',
  async ({ promtool }) => {
    const cwd = folder()
    const others = 'ALERTS{alertname!="Quiet", severity=~"warning|critical", alertstate="firing"}'
    const expr = `ALERTS{severity="info"} == 1 unless on (namespace) ${others} == 1`
    const rules = { groups: [{ name: 'g', rules: [{ alert: 'Quiet', expr, labels: { severity: 'none' } }] }] }
    writeFileSync(join(cwd, 'rules.yml'), JSON.stringify(rules))
    expect(await here(['explain', 'rules.yml', '--test', '--out', 'a.test.yml'], { cwd })).toMatchObject({ code: 0 })
    expect(played(promtool, join(cwd, 'a.test.yml'))).toMatchObject({ status: 0 })
  },
)

testWith(
  ['promtool'],
  'of a PrometheusRule and of an expression the rules are written beside the test',
  async ({ promtool }) => {
    const cwd = folder()
    const groups = '  groups:\n    - name: g\n      rules:\n        - alert: A\n          expr: x > 5\n'
    writeFileSync(
      join(cwd, 'rule.yaml'),
      `apiVersion: monitoring.coreos.com/v1\nkind: PrometheusRule\nspec:\n${groups}`,
    )
    expect(await here(['explain', 'rule.yaml', '--test', '--out', 'a.test.yml'], { cwd })).toMatchObject({ code: 0 })
    expect(played(promtool, join(cwd, 'a.test.yml')).status).toBe(0)
    expect(await here(['explain', '--expr', 'deriv(y[5m]) > 2', '--test', '--out', 'b.yml'], { cwd })).toMatchObject({
      code: 0,
    })
    expect(played(promtool, join(cwd, 'b.yml')).status).toBe(0)
    const { code, stderr } = await here(['explain', '--expr', 'x > 1', '--test'], { cwd })
    expect(code).toBe(2)
    expect(stderr).toContain('--out FILE.test.yml writes both')
  },
)

testWith(
  ['promtool'],
  'a label whose template comes out empty stands in ALERTS as it is written',
  async ({ promtool }) => {
    const cwd = folder()
    const labels = { cluster: '{{ $labels.cluster }}', of: '{{ $labels.instance }}' }
    const rules = {
      groups: [{ name: 'g', rules: [{ alert: 'Down', expr: 'min by (instance) (up) == 0', for: '1m', labels }] }],
    }
    writeFileSync(join(cwd, 'rules.yml'), JSON.stringify(rules))
    expect(await here(['explain', 'rules.yml', '--test', '--out', 'a.test.yml'], { cwd })).toMatchObject({ code: 0 })
    expect(played(promtool, join(cwd, 'a.test.yml'))).toMatchObject({ status: 0 })
    expect(readFileSync(join(cwd, 'a.test.yml'), 'utf8')).toContain('cluster="{{ $labels.cluster }}"')
  },
)

testWith(
  ['promtool'],
  'series that another rule of the file cannot be evaluated with are left out',
  async ({ promtool }) => {
    const cwd = folder()
    const alert = (name: string, expr: string) => ({ alert: name, expr })
    const expr = 'count(k{r="w"}) > 3'
    const write = (...rules: readonly object[]) =>
      writeFileSync(
        join(cwd, 'rules.yml'),
        JSON.stringify({ groups: [{ name: 'g', rules: [alert('A', expr), ...rules] }] }),
      )
    const tests = async () => {
      const { code } = await here(['explain', 'rules.yml', 'A', '--test', '--out', 'a.test.yml'], { cwd })
      expect(code).toBe(0)
      expect(played(promtool, join(cwd, 'a.test.yml'))).toMatchObject({ status: 0 })
      return readFileSync(join(cwd, 'a.test.yml'), 'utf8').split('- name:').length - 1
    }
    write()
    const alone = await tests()
    write(alert('Strict', 'label_replace(label_replace(k, "instance", "", "", ""), "job", "", "", "") > 5'))
    expect(await tests()).toBeLessThan(alone)
  },
)
