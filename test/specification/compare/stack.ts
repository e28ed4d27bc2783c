import type { Definitions } from '../../../build/model/load.ts'
import { alertmanagerConfig } from '../../../build/targets/alertmanager.ts'
import { prometheusConfig } from '../../../build/targets/prometheus.ts'
import { jobs } from '../jobs.ts'
import { cited } from '../source.ts'
import { inhibition, routes, settings } from '../stack.ts'

/** Where settings, targets and notification are not what the tables say, in sentences. */
export const breachesOfStack = (definitions: Definitions): readonly string[] => [
  ...wrongSettings(definitions),
  ...wrongTargets(definitions),
  ...wrongNotification(definitions),
]

const wrongSettings = ({ stack }: Definitions): readonly string[] =>
  settings.flatMap((wish) => {
    const is = wish.setting.split('.').reduce<unknown>(inside, stack)
    return is === wish.is ? [] : [`stack.ts › ${wish.setting}: ${cited(wish)}, and it is ${is} instead of ${wish.is}.`]
  })

const inside = (value: unknown, key: string): unknown =>
  typeof value === 'object' && value !== null ? Object.entries(value).find(([name]) => name === key)?.[1] : undefined

/** What Prometheus scrapes, as its configuration says it. */
function wrongTargets({ stack, jobs: defined }: Definitions): readonly string[] {
  const scraped = prometheusConfig(stack, defined).scrape_configs
  return [
    ...Object.entries(jobs).flatMap(([name, wish]) => {
      const found = scraped.find(({ job_name }) => job_name === name)
      if (found === undefined) return [`queries/jobs.ts: ${cited(wish)}, and there is no job ${name}.`]
      const is = ((found.static_configs ?? [])[0]?.targets ?? []).join() + (found.metrics_path ?? '/metrics')
      const due = wish.address + wish.path
      return is === due ? [] : [`stack.ts › targets.${name}: ${cited(wish)}, and it is ${is} instead of ${due}.`]
    }),
    ...scraped
      .filter(({ job_name }) => !Object.hasOwn(jobs, job_name))
      .map(({ job_name }) => `queries/jobs.ts › ${job_name}: nothing says what it is; see test/specification/jobs.ts.`),
  ]
}

/** Who hears of what, as Alertmanager's configuration says it. */
function wrongNotification({ stack }: Definitions): readonly string[] {
  const { route, receivers, inhibit_rules = [] } = alertmanagerConfig(stack)
  const of = 'build/targets/alertmanager.ts'
  const heard = Object.entries(routes).flatMap(([severity, wish]) => {
    const found = route.routes.find(({ matchers }) => matchers.join() === `severity = "${severity}"`)
    if (found === undefined) return [`${of}: ${cited(wish)}, and there is no route for the severity ${severity}.`]
    const receiver = receivers.find(({ name }) => name === found.receiver) ?? {}
    const by = Object.keys(receiver).flatMap((key) => (key.endsWith('_configs') ? key.replace('_configs', '') : []))
    const [is, due] = [by.toSorted().join(', ') || 'nobody', wish.by.toSorted().join(', ')]
    const timing = Object.entries(wish.timing ?? {}).flatMap(([name, time]) => {
      const its = Object.entries(found).find(([key]) => key === name)?.[1]
      return its === time ? [] : [`${of}: ${cited(wish)}, and its ${name} is ${its} instead of ${time}.`]
    })
    return is === due
      ? timing
      : [`${of}: ${cited(wish)}, and ${severity} is heard by ${is} instead of ${due}.`, ...timing]
  })
  const inhibits = inhibit_rules.some(
    ({ source_matchers, target_matchers, equal }) =>
      source_matchers.includes(inhibition.source) &&
      target_matchers.includes(inhibition.target) &&
      equal.join() === inhibition.equal.join(),
  )
  return inhibits ? heard : [...heard, `${of}: ${cited(inhibition)}, and no rule does so.`]
}
