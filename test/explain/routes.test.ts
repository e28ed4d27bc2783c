import { spawnSync } from 'node:child_process'
import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { alertsOf } from '../../build/checks/support/rules.ts'
import { routesOf } from '../../build/explain/routes.ts'
import { subjectOfFiles } from '../../build/model/subject-of-files.ts'
import { testWith } from '../support/tools.ts'

const names = ['all', 'db', 'web', 'pager']
const config = {
  route: {
    receiver: 'all',
    group_by: ['alertname'],
    routes: [
      {
        match: { team: 'db' },
        receiver: 'db',
        continue: true,
        routes: [{ matchers: ['severity =~ "crit.*|page"', 'env!="test"'], receiver: 'pager' }],
      },
      { match_re: { team: 'web|db' }, receiver: 'web', mute_time_intervals: ['nights'], group_by: ['...'] },
      { matchers: ['{severity="page"}'], routes: [{ matchers: ['team=""'], receiver: 'pager' }] },
    ],
  },
  receivers: names.map((name) => ({ name, webhook_configs: [{ url: 'http://localhost/' }] })),
  time_intervals: [{ name: 'nights', time_intervals: [{ times: [{ start_time: '00:00', end_time: '06:00' }] }] }],
  inhibit_rules: [
    { source_matchers: ['severity="page"'], target_matchers: ['severity="warn"'], equal: ['alertname', 'team'] },
  ],
}

const alert = (name: string, labels: Readonly<Record<string, string>>) => ({ alert: name, expr: 'vector(1)', labels })
const rules = [
  alert('Slow', { team: 'db', severity: 'page' }),
  alert('Slow', { team: 'db', severity: 'page', env: 'test' }),
  alert('Slow', { team: 'web', severity: 'warn' }),
  alert('Full', { team: 'db', severity: 'warn' }),
  alert('Full', { team: 'db', severity: 'page' }),
  alert('Down', { severity: 'page' }),
  alert('Down', { severity: 'warn', team: 'x' }),
]

function routed() {
  const read = (file: string, content: object) =>
    subjectOfFiles([{ file, isNamed: true, text: JSON.stringify(content) }], { own: undefined, foreign: [] })
  const subject = read('rules.yml', { groups: [{ name: 'g', rules }] })
  const { notification } = read('alertmanager.yml', config)
  if (notification === undefined) throw new Error('This is no configuration')
  return alertsOf(subject).map(({ rule }) => ({ rule, ...routesOf(rule, {}, subject, notification) }))
}

testWith(['amtool'], 'an alert goes where amtool sends it', ({ amtool }) => {
  const file = join(mkdtempSync(join(tmpdir(), 'routes-')), 'alertmanager.yml')
  writeFileSync(file, JSON.stringify(config))
  for (const { rule, receivers } of routed()) {
    const labels = Object.entries({ alertname: rule.name, ...rule.labels }).map((pair) => pair.join('='))
    const { stdout } = spawnSync(amtool, ['config', 'routes', 'test', `--config.file=${file}`, ...labels], {
      encoding: 'utf8',
    })
    expect({ labels, receivers }).toEqual({ labels, receivers: stdout.trim().split(',') })
  }
})

test('when it is told, and what inhibits it, are said of alerts that can', () => {
  expect(routed().map(({ told }) => told.at(-1))).toEqual([
    'Nothing inhibits it.',
    'Nothing inhibits it.',
    // Of the other alerts of its name both are of another team.
    'It is inhibited while another alert with severity="page" fires with the same alertname, team; no alert of these rules is one.',
    'It is inhibited while Full with severity="page" fires with the same alertname, team.',
    'Nothing inhibits it.',
    'Nothing inhibits it.',
    // An external label may say the team of an alert that says none.
    'It is inhibited while Down with severity="page" fires with the same alertname, team.',
  ])
  expect(routed()[2]?.told[0]).toBe('It goes to web, by webhook, alone, not during nights (route › routes[1]).')
})
