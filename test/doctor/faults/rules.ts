import type { Document } from 'yaml'
import { edit, ruleIn, type World } from '../world.ts'
import type { Expected, Fault } from './fault.ts'

const inRule =
  (file: string, name: string, change: (document: Document, path: readonly unknown[]) => void) => (world: World) =>
    edit(world, `alerts/${file}.yml`, (document) => change(document, ['groups', 0, 'rules', ruleIn(document, name)]))

const differs = (where: RegExp, what: RegExp): Expected => ({
  examination: 'rules',
  where,
  what,
  next: /Bring the generated alerts/,
})

/** What somebody edits in the rules on the server. */
export const ruleFaults: readonly Fault[] = [
  {
    name: 'a threshold is edited',
    inject: inRule('slow-tasks', 'PyBaseApiLatencyHigh', (document, path) => {
      const expr = String(document.getIn([...path, 'expr']))
      document.setIn([...path, 'expr'], expr.replace(/(>\s*)1\s*$/, '$12'))
    }),
    expected: [differs(/slow-tasks\.yml › PyBaseApiLatencyHigh/, /Its threshold is 2, and generated is 1\./)],
  },
  {
    name: 'an alert waits longer',
    inject: inRule('slow-tasks', 'PyBaseApiLatencyHigh', (document, path) => document.setIn([...path, 'for'], '1h')),
    expected: [differs(/PyBaseApiLatencyHigh/, /`for` is 1h, and generated is 5m/)],
  },
  {
    name: 'an alert is less severe',
    inject: inRule('liveness', 'PyBaseRedisDown', (document, path) =>
      document.setIn([...path, 'labels', 'severity'], 'warning'),
    ),
    expected: [differs(/PyBaseRedisDown/, /label severity is "warning", and generated is "critical"/)],
  },
  {
    name: 'a runbook moves',
    inject: inRule('liveness', 'PyBaseRedisDown', (document, path) =>
      document.setIn([...path, 'annotations', 'runbook_url'], 'https://example.org'),
    ),
    expected: [differs(/PyBaseRedisDown/, /annotation runbook_url is "https:\/\/example\.org"/)],
  },
  {
    name: 'an alert is deleted',
    inject: inRule('liveness', 'PyBasePostgresDown', (document, path) => document.deleteIn(path)),
    expected: [differs(/PyBasePostgresDown/, /generated, and Prometheus does not evaluate it/)],
  },
  {
    name: 'an alert is added by hand',
    inject: (world) =>
      edit(world, 'alerts/liveness.yml', (document) =>
        document.addIn(['groups', 0, 'rules'], document.createNode({ alert: 'ByHand', expr: 'vector(0) > 1' })),
      ),
    expected: [
      {
        examination: 'rules',
        severity: 'warning',
        where: /liveness\.yml › ByHand/,
        what: /it is not generated/,
        next: /Take it into the definitions/,
      },
    ],
  },
  {
    name: 'a rule cannot be evaluated',
    inject: inRule('liveness', 'PyBaseRedisDown', (document, path) =>
      document.setIn([...path, 'expr'], 'up * on () up'),
    ),
    expected: [
      { examination: 'rule-health', where: /PyBaseRedisDown/, what: /cannot be evaluated: .+/, next: /Run its query/ },
    ],
  },
  {
    name: 'the watchdog is deleted',
    inject: inRule('monitoring', 'PyBaseWatchdog', (document, path) => document.deleteIn(path)),
    expected: [
      differs(/PyBaseWatchdog/, /does not evaluate it/),
      {
        examination: 'firing',
        where: /PyBaseWatchdog/,
        what: /should fire all the time/,
        next: /loaded and evaluated/,
      },
    ],
  },
  {
    name: 'an alert fires',
    inject: inRule('liveness', 'PyBaseRedisDown', (document, path) => {
      document.setIn([...path, 'expr'], 'redis_up == 1')
      document.deleteIn([...path, 'for'])
    }),
    expected: [
      {
        examination: 'firing',
        severity: 'warning',
        where: /PyBaseRedisDown › .*instance=/,
        what: /fires since \d{4}-.* \(critical\): /,
        next: /runbooks\/PyBaseRedisDown\.html/,
      },
    ],
  },
]
