import type { Document } from 'yaml'
import { edit, jobIn, rewrite, type World } from '../world.ts'
import type { Expected, Fault } from './fault.ts'

const file = 'prometheus.yml'
const inJob = (name: string, change: (document: Document, path: readonly unknown[]) => void) => (world: World) =>
  edit(world, file, (document) => change(document, ['scrape_configs', jobIn(document, name)]))

const differs = (where: RegExp, what: RegExp): Expected => ({
  examination: 'configuration',
  where,
  what,
  next: /Bring the generated prometheus\.yml/,
})

/** What somebody edits in `prometheus.yml` on the server. */
export const configurationFaults: readonly Fault[] = [
  {
    name: 'a scrape job is deleted',
    inject: inJob('redis', (document, path) => document.deleteIn(path)),
    expected: [
      differs(/scrape job redis/, /The job, which scrapes 127\.0\.0\.1:\d+, is missing/),
      { examination: 'targets', where: /^job redis$/, what: /no target of this job/, next: /prometheus\.yml/ },
    ],
  },
  {
    name: 'a job is scraped less often',
    inject: inJob('node', (document, path) => document.setIn([...path, 'scrape_interval'], '5s')),
    expected: [differs(/scrape job node/, /scrape_interval is 5s, and generated is 1s/)],
  },
  {
    name: 'personal labels are no longer dropped',
    inject: inJob('pybase-api', (document, path) => document.deleteIn([...path, 'metric_relabel_configs', 1])),
    expected: [
      differs(
        /scrape job pybase-api/,
        /rule 2 is missing, and generated is labeldrop \{regex: user_id\|email\|token\}/,
      ),
    ],
  },
  {
    name: 'the path of a job is wrong',
    inject: inJob('pybase-api', (document, path) => document.setIn([...path, 'metrics_path'], '/metrics')),
    expected: [
      differs(/scrape job pybase-api/, /metrics_path is \/metrics, and generated is \/api\/v1\/metrics/),
      { examination: 'targets', where: /pybase-api/, what: /answers HTTP status 404/, next: /Correct the path/ },
    ],
  },
  {
    name: 'the path of a job leads to a web page',
    inject: inJob('redis', (document, path) => document.setIn([...path, 'metrics_path'], '/')),
    expected: [
      {
        examination: 'targets',
        where: /job redis/,
        // Prometheus 3 looks at the type of the answer first.
        what: /something that is no metrics text|another content type than metrics have/,
        next: /a web page means that the path|whether the path is that of the metrics/,
      },
    ],
  },
  {
    name: 'the host of a job is unknown',
    inject: inJob('redis', (document, path) =>
      document.setIn([...path, 'static_configs', 0, 'targets', 0], 'no-such-host.invalid:9121'),
    ),
    expected: [
      differs(/scrape job redis/, /the list of targets is no-such-host\.invalid:9121/),
      {
        examination: 'targets',
        where: /job redis/,
        what: /host name of no-such-host\.invalid:9121 is unknown/,
        next: /same network/,
      },
    ],
  },
  {
    name: 'a job is asked over TLS',
    inject: inJob('redis', (document, path) => document.setIn([...path, 'scheme'], 'https')),
    expected: [
      differs(/scrape job redis/, /scheme is https, and generated is http/),
      { examination: 'targets', where: /job redis/, what: /do not agree on TLS/, next: /plain HTTP/ },
    ],
  },
  {
    name: 'a limit cuts a job off',
    inject: inJob('node', (document, path) => document.setIn([...path, 'sample_limit'], 5)),
    expected: [
      differs(/scrape job node/, /sample_limit is 5, and generated is 0/),
      { examination: 'targets', where: /job node/, what: /beyond a limit/, next: /raise the limit/ },
    ],
  },
  {
    name: 'a job scrapes another process',
    inject: (world) =>
      inJob('search-worker', (document, path) =>
        document.setIn([...path, 'static_configs', 0, 'targets', 0], world.stack.addresses.node),
      )(world),
    expected: [
      differs(/scrape job search-worker/, /the list of targets/),
      { examination: 'metrics', where: /job search-worker › /, what: /is not exposed/, next: /instrumentation/ },
    ],
  },
  {
    name: 'nobody is told of alerts',
    inject: (world) => edit(world, file, (document) => document.deleteIn(['alerting'])),
    expected: [
      differs(/alerting/, /sent to nobody/),
      { examination: 'notification', where: /alerting/, what: /knows no Alertmanager/, next: /prometheus\.yml/ },
    ],
  },
  {
    name: 'the pattern of the rule files matches none',
    inject: (world) => edit(world, file, (document) => document.setIn(['rule_files', 0], 'alert/*.yml')),
    expected: [
      {
        examination: 'rules',
        where: /rules/,
        what: /no rule at all/,
        next: /a pattern that matches no file is no error/,
      },
    ],
  },
  {
    name: 'the configuration is refused',
    inject: (world) => rewrite(world, file, 'scrape_configs: nonsense\n'),
    expected: [
      {
        examination: 'state',
        where: /reload/,
        what: /were refused when it last read them/,
        next: /promtool check config/,
      },
    ],
  },
]
