import { type Json, listOf, mapOf, misspell, type Operator, removal, set, textOf, textsOf } from '../operator.ts'

const change = (name: string, sites: (config: Json) => ReturnType<Operator['sites']>): Operator => ({
  name,
  kinds: ['file'],
  files: /^prometheus\.yml$/,
  sites,
})

const job = (name: string, sites: (job: Json) => ReturnType<Operator['sites']>): Operator =>
  change(name, ({ scrape_configs }) => listOf(scrape_configs).flatMap(sites))

const staticOf = (of: Json): readonly Json[] => listOf(of.static_configs)

const targets = (edit: (target: string) => string) => (of: Json) =>
  staticOf(of).flatMap((config) => textsOf(config.targets).map((target) => set(config, 'targets', [edit(target)])))

const alertmanagers = (edit: (target: string) => string) => (config: Json) =>
  listOf(mapOf(config.alerting).alertmanagers).flatMap(targets(edit))

const port = (target: string): string => target.replace(/\d+$/, (digits) => `${Number(digits) + 1}`)
const host = (target: string): string => target.replace(/^\w+/, misspell)

export const scraping: readonly Operator[] = [
  job('scrape another port', targets(port)),
  job('scrape another host', targets(host)),
  job('rename a job', (each) => [set(each, 'job_name', misspell(textOf(each, 'job_name')))]),
  change('remove a job', ({ scrape_configs }) =>
    listOf(scrape_configs).map((each, at) => removal(scrape_configs, at, textOf(each, 'job_name'))),
  ),
  change('give two jobs one name', ({ scrape_configs }) =>
    listOf(scrape_configs)
      .slice(1)
      .map((each) => set(each, 'job_name', textOf(listOf(scrape_configs)[0] ?? {}, 'job_name'))),
  ),
  job('remove the targets of a job', (each) => [set(each, 'static_configs', [])]),
  job('scrape a job every ten minutes', (each) => [set(each, 'scrape_interval', '10m')]),
  job('wait longer than the scrape interval', (each) => [set(each, 'scrape_timeout', '1m')]),
  job('scrape another path', (each) => [set(each, 'metrics_path', '/metricz')]),
  job('relabel the job', (each) => [set(each, 'relabel_configs', [{ target_label: 'job', replacement: 'pybase' }])]),
  job('drop every counter', (each) => [
    set(each, 'metric_relabel_configs', [
      { source_labels: ['__name__'], regex: '.+_total|.+_seconds|up', action: 'drop' },
    ]),
  ]),
  job('drop a label that is read', (each) => [
    set(each, 'metric_relabel_configs', [{ regex: 'instance|status|state|le', action: 'labeldrop' }]),
  ]),
  change('scrape everything every ten minutes', (each) => [set(mapOf(each.global), 'scrape_interval', '10m')]),
  change('evaluate every ten minutes', (each) => [set(mapOf(each.global), 'evaluation_interval', '10m')]),
  change('name no Alertmanager', (each) => [set(each, 'alerting', undefined)]),
  change('send alerts to another port', alertmanagers(port)),
  change('send alerts to another host', alertmanagers(host)),
  change('load no rules', (each) => [set(each, 'rule_files', undefined)]),
  change('load rules from elsewhere', (each) => [set(each, 'rule_files', ['rules/*.yml'])]),
  change('load rules by an absolute path', (each) => [set(each, 'rule_files', ['/etc/prometheus/rules/*.yml'])]),
]
