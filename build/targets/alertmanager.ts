import { readFileSync } from 'node:fs'
import { type Note, toYaml } from '../documents/yaml-text.ts'
import type { AnyAlert } from '../language/alert.ts'
import { dependents, type Job } from '../language/job.ts'
import type { Level } from '../language/severity.ts'
import type { Model } from '../model/model.ts'
import { levelsOf } from '../model/severities.ts'
import { type Artifact, generatedFrom } from '../output/artifact.ts'
import { pagerdutyUrl, type Stack } from '../stack/schema.ts'
import { resting, timeIntervals } from './quiet-hours.ts'

const templates = readFileSync(new URL('./alertmanager.tmpl', import.meta.url), 'utf8')
const nobody = 'nobody'

/** Alertmanager's folder: who hears about what, and the words of the messages. */
export const alertmanager = (
  stack: Stack,
  groups?: Model['groups'],
  jobs: readonly Job[] = [],
): readonly Artifact[] => [
  configFile(alertmanagerConfig(stack, groups, jobs)),
  {
    path: `alertmanager/${stack.product.id}.tmpl`,
    text: `{{/* ${generatedFrom('build/targets/alertmanager.tmpl')} */}}\n${templates
      .replaceAll('{{ id }}', stack.product.id)
      .replaceAll(
        '{{ environment }}',
        stack.environment === null ? '' : '{{ with .GroupLabels.environment }}{{ . }}: {{ end }}',
      )}`,
  },
]

const configFile = (config: ReturnType<typeof alertmanagerConfig>): Artifact => ({
  path: 'alertmanager/alertmanager.yml',
  text: toYaml(
    config,
    'stack.ts',
    notes.filter(({ at: [key = ''] }) => key in config),
  ),
})

/** What `alertmanager.yml` says; without alerts, for any. The jobs say which component depends on which. */
export function alertmanagerConfig(stack: Stack, groups?: Model['groups'], jobs: readonly Job[] = []) {
  const { quietHours } = stack.notify
  const alerts = groups?.flatMap((group) => group.alerts)
  const used = new Set(alerts?.flatMap(({ arms }) => arms.map(({ severity }) => severity.name)))
  const isUsed = ({ name }: { readonly name: string }): boolean => alerts === undefined || used.has(name)
  const levels = levelsOf(groups)
  const inhibiting = [
    ...withinComponent(levels.filter(isUsed)),
    ...outages(alerts ?? [], jobs, levels),
    ...(alerts ?? []).flatMap(instead),
  ].map((rule) => ({
    ...rule,
    equal: [...rule.equal, ...apart(stack)],
  }))
  const receiverOf = (level: Level) => ({
    name: level.name,
    ...(level.tells.includes('pagerduty') && pagerduty(stack, 'pagerduty_routing_key', toPagerDuty(level))),
    ...(level.tells.includes('slack') && slack(stack)),
    ...(level.tells.includes('email') && email(stack)),
  })
  const told = levels.map((level) => ({ level, receiver: receiverOf(level) }))
  const mildest = told.findLast(({ level }) => level.tells.length > 0)?.receiver ?? { name: nobody }
  const watchdog = { name: 'watchdog', ...deadMansSwitch(stack) }
  const others = Object.entries(stack.notify.receivers).map(([name, of]) => ({
    name,
    ...(of.pagerduty !== undefined && pagerduty(stack, of.pagerduty, anyOf(levels))),
    ...(of.slack !== undefined && slack(stack, of.slack)),
    ...(of.email !== undefined && email(stack, of.email)),
  }))
  const receivers: readonly { readonly name: string }[] = [
    ...told.map(({ receiver }) => receiver),
    watchdog,
    ...others,
  ].filter(hears)
  const to = (receiver: { readonly name: string }): string => (hears(receiver) ? receiver.name : nobody)
  const routes = [
    { name: 'none', receiver: to(watchdog), group_wait: '0s', group_interval: '1m', repeat_interval: '5m' },
    ...told.map(({ level, receiver }) => ({
      name: level.name,
      receiver: to(receiver),
      ...(level.pages ? {} : resting(quietHours)),
    })),
  ]

  return {
    templates: ['*.tmpl'],
    route: {
      receiver: to(mildest),
      group_by: ['alertname', 'component', 'job', ...apart(stack)],
      group_wait: '30s',
      group_interval: '5m',
      repeat_interval: '4h',
      routes: [
        ...stack.notify.routes.flatMap(routesTo(receivers, levels, quietHours)),
        ...routes.filter(isUsed).map(({ name, ...rest }) => ({ matchers: [ofSeverity([{ name }])], ...rest })),
      ],
    },
    ...timeIntervals(quietHours),
    ...(inhibiting.length === 0 ? {} : { inhibit_rules: inhibiting }),
    receivers: [...receivers, { name: nobody }],
  }
}

/** The label that tells environments apart, where there are several: one Alertmanager may hear all of them. */
const apart = ({ environment }: Stack): readonly string[] => (environment === null ? [] : ['environment'])

/** Alerts with labels of a team go to the team: those that page at any hour, the others outside the quiet ones. */
const routesTo =
  (others: readonly { readonly name: string }[], levels: readonly Level[], quietHours: Stack['notify']['quietHours']) =>
  ({ labels, severities = levels.map(({ name }) => name), receiver }: Stack['notify']['routes'][number]) => {
    const pages = severities.filter((name) => levels.some((level) => level.name === name && level.pages))
    const tickets = severities.filter((name) => !pages.includes(name))
    const parts = quietHours === null ? [severities] : [pages, tickets].filter((part) => part.length > 0)
    return parts.map((part) => ({
      matchers: [
        `severity =~ "${part.join('|')}"`,
        ...Object.entries(labels).map(([label, value]) => `${label} = ${JSON.stringify(value)}`),
      ],
      receiver: others.some(({ name }) => name === receiver) ? receiver : nobody,
      ...(part === tickets ? resting(quietHours) : {}),
    }))
  }

/** What pages silences what does not; where one of the two never fires, a rule about both would silence nothing. */
function withinComponent(levels: readonly Level[]) {
  const [source, target] = [levels.filter(({ pages }) => pages), levels.filter(({ pages }) => !pages)]
  if (source.length === 0 || target.length === 0) return []
  return [
    {
      source_matchers: [ofSeverity(source), 'component =~ ".+"'],
      target_matchers: [ofSeverity(target), 'component =~ ".+"'],
      equal: ['component'],
    },
  ]
}

/** A matcher for severities, whose names are plain words. */
const ofSeverity = (levels: readonly Pick<Level, 'name'>[]): string =>
  `severity ${levels.length === 1 ? '=' : '=~'} "${levels.map(({ name }) => name).join('|')}"`

/** The page of an objective takes the place of others on the same trouble. */
const instead = ({ name, arms, objective, insteadOf }: AnyAlert): readonly Inhibition[] => {
  const ofObjective = arms[0].severity.pages ? (objective?.insteadOf ?? []) : []
  const kinds = [...new Set(insteadOf.map(({ equal }) => equal.join()))].map((labels) => {
    const held = insteadOf.filter(({ equal }) => equal.join() === labels)
    return { held: held.map(({ alert }) => alert), equal: held[0]?.equal ?? [] }
  })
  return [...(ofObjective.length === 0 ? [] : [{ held: ofObjective, equal: ['component'] }]), ...kinds].map(
    ({ held, equal }) => ({
      source_matchers: [`alertname = "${name}"`],
      target_matchers: [`alertname =~ "${held.join('|')}"`],
      equal,
    }),
  )
}

interface Inhibition {
  readonly source_matchers: readonly string[]
  readonly target_matchers: readonly string[]
  readonly equal: readonly string[]
}

/** While a component does nothing, nobody is told of what only follows: there, and where it is depended on. */
function outages(alerts: readonly AnyAlert[], jobs: readonly Job[], levels: readonly Level[]): readonly Inhibition[] {
  const down = alerts.flatMap(({ name, arms }) =>
    arms.filter(({ outage }) => outage).map(({ component }) => ({ name, component })),
  )
  const paging = levels.filter(({ pages }) => pages)
  if (paging.length === 0) return []
  return [...new Set(down.map(({ component }) => component))].flatMap((component) => {
    const names = down.flatMap((each) => (each.component === component ? each.name : []))
    const followers = dependents(jobs, component)
    const follows = ({ name, arms }: AnyAlert): boolean =>
      !names.includes(name) && arms.some((arm) => followers.includes(arm.component))
    if (!alerts.some(follows)) return []
    return [
      {
        source_matchers: [`alertname =~ "${names.join('|')}"`, ofSeverity(paging), `component = "${component}"`],
        target_matchers: [`alertname !~ "${names.join('|')}"`, `component =~ "${followers.join('|')}"`],
        equal: [],
      },
    ]
  })
}

/** A receiver hears something when it has an integration beside its name. */
const hears = (receiver: object): boolean => Object.keys(receiver).length > 1

const notes: readonly Note[] = [
  {
    at: ['route'],
    text: 'An alert of any other severity goes to the default receiver, so that none is lost.',
  },
  {
    at: ['inhibit_rules'],
    text: [
      'An alert that pages silences those of its own component that do not. Not by instance: a label that is missing on',
      'both sides counts as equal, so one aggregated page would silence every aggregated warning. And the page of an',
      'objective takes the place of another on the same trouble.',
      'While a component is down, nobody is told of what only follows from that: there, and in those that depend on it.',
    ].join('\n'),
  },
  { at: ['receivers'], text: 'The secrets are files that Alertmanager reads at each notification; none is in here.' },
]

const secret = ({ notify }: Stack, name: string): string => `${notify.secrets}/${name}`

const template = ({ product }: Stack, name: string): string => `{{ template "${product.id}.${name}" . }}`

const slack = (stack: Stack, channel = stack.notify.slack.channel) =>
  stack.notify.slack.enabled && {
    slack_configs: [
      {
        api_url_file: secret(stack, 'slack_api_url'),
        channel,
        send_resolved: true,
        title: template(stack, 'title'),
        title_link: template(stack, 'dashboard'),
        text: template(stack, 'slack'),
      },
    ],
  }

/** PagerDuty knows four severities of its own. */
const toPagerDuty = ({ name, pages }: Level): string =>
  ['critical', 'error', 'warning', 'info'].includes(name) ? name : pages ? 'critical' : 'warning'

/** What a receiver of all of them tells PagerDuty. */
function anyOf(levels: readonly Level[]): string {
  const mild = levels.filter(({ pages }) => !pages).map(({ name }) => `"${name}"`)
  return mild.length === 0
    ? 'critical'
    : `{{ if eq .CommonLabels.severity ${mild.join(' ')} }}warning{{ else }}critical{{ end }}`
}

const pagerduty = (stack: Stack, key: string, severity: string) =>
  stack.notify.pagerduty.enabled && {
    pagerduty_configs: [
      {
        routing_key_file: secret(stack, key),
        // Alertmanager knows the default; a configuration is easier to read without it.
        ...(stack.notify.pagerduty.url !== pagerdutyUrl && { url: stack.notify.pagerduty.url }),
        send_resolved: true,
        severity,
        description: template(stack, 'title'),
        component: '{{ .GroupLabels.component }}',
        class: '{{ .GroupLabels.alertname }}',
        client_url: template(stack, 'dashboard'),
        details: { alerts: template(stack, 'plain') },
      },
    ],
  }

const email = (stack: Stack, to = stack.notify.email.to) =>
  stack.notify.email.enabled && {
    email_configs: [
      {
        to,
        from: stack.notify.email.from,
        smarthost: stack.notify.email.smarthost,
        auth_username: stack.notify.email.username,
        auth_password_file: secret(stack, 'smtp_auth_password'),
        send_resolved: true,
        headers: { Subject: template(stack, 'title') },
        html: '',
        text: template(stack, 'plain'),
      },
    ],
  }

/** No word of a resolved watchdog: it would sound like a sign of life. */
const deadMansSwitch = ({ notify }: Stack) =>
  notify.watchdog.enabled && { webhook_configs: [{ url: notify.watchdog.url, send_resolved: false }] }
