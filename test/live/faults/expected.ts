import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'yaml'
import type { z } from 'zod'
import { ruleFile } from '../../support/rule-file.ts'
import type { Channel, Message } from '../receiver.ts'

export type Labels = Readonly<Record<string, string>>

/** An alert that a fault makes fire: its name, and the labels that its condition keeps. */
export interface Firing {
  readonly alert: string
  readonly labels?: Labels
}

/** What people must hear of it. */
export interface Expected {
  /** All labels that Alertmanager gets. */
  readonly labels: Labels
  readonly severity: string
  readonly component: string
  readonly channels: readonly Channel[]
  /** Whether a message says that this alert fires, or that it is resolved, with everything that its rule promises. */
  says(message: Message, state: Message['status']): boolean
}

type Rule = z.output<typeof ruleFile>['groups'][number]['rules'][number]

/** Who hears of an alert of each severity. */
const channelsOf: Readonly<Record<string, readonly Channel[]>> = {
  critical: ['pagerduty', 'slack'],
  warning: ['slack'],
  none: ['watchdog'],
}

/** Answers what each alert must say, from the generated rules in a folder. */
export function expectations(configuration: string): (firing: Firing) => Expected {
  const folder = join(configuration, 'alerts')
  const rules = readdirSync(folder).flatMap((name) =>
    ruleFile.parse(parse(readFileSync(join(folder, name), 'utf8'))).groups.flatMap((group) => group.rules),
  )
  return ({ alert, labels = {} }) => {
    const named = rules.filter((rule) => rule.alert === alert)
    // PyBaseTargetDown is a rule of its own for each component.
    const rule = named.length === 1 ? named[0] : named.find(({ expr }) => expr.includes(`up{job="${labels.job}"}`))
    if (rule === undefined) throw new Error(`No rule is called ${alert} with ${JSON.stringify(labels)}`)
    return expect(rule, labels)
  }
}

function expect(rule: Rule, identity: Labels): Expected {
  const { severity, component } = rule.labels
  const { summary = '', description = '', runbook_url = '', dashboard_url = '' } = rule.annotations
  const sentence = `${patternOf(summary, identity)}\\*?\n${patternOf(description, identity)}`
  const states = { firing: new RegExp(`(?<!Resolved: )${sentence}`), resolved: new RegExp(`Resolved: ${sentence}`) }
  const links = [runbook_url, dashboard_url].map((link) => new RegExp(patternOf(link, identity)))
  return {
    labels: { alertname: rule.alert, severity, component, ...identity },
    severity,
    component,
    channels: channelsOf[severity] ?? [],
    says(message, state) {
      const text = unescaped(message.text)
      return (
        message.title === `${rule.alert} (${component})` &&
        // A message that tells of several alerts fires for as long as one of them does.
        (state === 'resolved' || message.status === 'firing') &&
        [states[state], ...links].every((pattern) => pattern.test(text))
      )
    },
  }
}

/** A template of Go as a pattern: labels as they are, and values as their humanizer writes them. */
function patternOf(template: string, labels: Labels): string {
  return template
    .split(/(\{\{.*?\}\})/)
    .map((part) => {
      const [, label, humanizer] = /^\{\{ \$(?:labels\.(\w+)|value)(?: \| (.*?))? \}\}$/.exec(part) ?? []
      if (label !== undefined) {
        const value = labels[label] ?? ''
        return literal(humanizer === 'urlquery' ? encodeURIComponent(value) : value)
      }
      return part.startsWith('{{') ? numbers[humanizer ?? ''] : literal(part)
    })
    .join('')
}

const numbers: Readonly<Record<string, string>> = {
  humanizePercentage: '[\\d.e+-]+%',
  humanizeDuration: '[\\d.]+(?:m?s|[mhd][\\dmhs. ]*)',
  'printf "%.0f"': '\\d+',
}

const literal = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')

/** Slack's three entities. */
const unescaped = (text: string): string =>
  text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&')
