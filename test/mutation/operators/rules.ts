import { listOf, mapOf, misspell, type Operator, rewrite, type Site, set, textOf } from '../operator.ts'

const rule = (name: string, sites: Operator['sites']): Operator => ({ name, kinds: ['rule'], files: /^alerts/, sites })

const within =
  (part: 'labels' | 'annotations', key: string, change: (text: string) => string) =>
  (unit: Parameters<Operator['sites']>[0]): readonly Site[] =>
    rewrite(mapOf(unit[part]), key, change)

const without =
  (part: 'labels' | 'annotations', key: string): Operator['sites'] =>
  (unit) =>
    key in mapOf(unit[part]) ? [set(mapOf(unit[part]), key, undefined)] : []

/** One site for each annotation that the change concerns. */
const annotations =
  (change: (text: string) => string): Operator['sites'] =>
  ({ annotations: texts }) =>
    Object.keys(mapOf(texts)).flatMap((key) => rewrite(mapOf(texts), key, change))

const humanizers: Readonly<Record<string, string>> = {
  humanizePercentage: 'humanizeDuration',
  humanizeDuration: 'humanizePercentage',
  humanize: 'humanizePercentage',
  humanize1024: 'humanizePercentage',
}

export const rules: readonly Operator[] = [
  rule('drop the severity', without('labels', 'severity')),
  rule('misspell the severity', within('labels', 'severity', misspell)),
  rule('drop the component', without('labels', 'component')),
  rule('misspell the component', within('labels', 'component', misspell)),
  rule('put the value into a label', ({ labels }) => [set(mapOf(labels), 'value', '{{ $value }}')]),
  rule(
    'tell a label that is not there',
    annotations((text) => text.replace(/\$labels\.(\w+)/, '$labels.customer')),
  ),
  rule(
    'misspell a label in a text',
    annotations((text) => text.replace(/\$labels\.(\w+)/, (_, label: string) => `$labels.${misspell(label)}`)),
  ),
  rule(
    'tell no label',
    within('annotations', 'description', (text) => text.replace(/\{\{ \$labels[^}]*\}\}/, 'one')),
  ),
  rule(
    'swap a humanizer',
    annotations((text) => text.replace(/humanize\w*/, (word) => humanizers[word] ?? word)),
  ),
  rule(
    'drop a humanizer',
    annotations((text) => text.replace(/ \| humanize\w*/, '')),
  ),
  rule(
    'misspell a humanizer',
    annotations((text) => text.replace(/humanize\w*/, misspell)),
  ),
  rule(
    'break a template',
    annotations((text) => text.replace('}}', '}')),
  ),
  rule(
    "ask Grafana's template syntax of Prometheus",
    annotations((text) => text.replace(/\$labels\.(\w+)/, '$1')),
  ),
  rule('drop the summary', without('annotations', 'summary')),
  rule('drop the description', without('annotations', 'description')),
  rule('drop the runbook', without('annotations', 'runbook_url')),
  rule(
    'break the link to a runbook',
    within('annotations', 'runbook_url', (text) => text.replace(/PyBase\w+/, misspell)),
  ),
  rule(
    'break the link to a dashboard',
    within('annotations', 'dashboard_url', (text) => text.replace(/\/d\/[\w-]+/, misspell)),
  ),
  rule(
    'link to a panel that is not there',
    within('annotations', 'dashboard_url', (text) => text.replace(/(viewPanel=)\d/, '$1')),
  ),
  rule('name a dashboard that is not there', within('annotations', '__dashboardUid__', misspell)),
  rule(
    'name a panel that is not there',
    within('annotations', '__panelId__', (text) => text.slice(1)),
  ),
  rule('misspell a field', (unit) =>
    Object.keys(unit).map((key) => ({
      name: `${key} → ${misspell(key)}`,
      change: () => {
        unit[misspell(key)] = unit[key]
        delete unit[key]
      },
    })),
  ),
  rule('break a query', (unit) => rewrite(unit, 'expr', (text) => text.replace(/\)(?=[^)]*$)/, ''))),
  rule('empty a query', (unit) => rewrite(unit, 'expr', () => '')),
  {
    name: 'repeat a rule',
    kinds: ['file'],
    files: /^alerts/,
    sites: ({ groups }) =>
      listOf(groups).flatMap(({ rules: all }) =>
        listOf(all).map((each) => ({
          name: textOf(each, 'alert'),
          change: () => {
            if (Array.isArray(all)) all.push(structuredClone(each))
          },
        })),
      ),
  },
  {
    name: 'repeat a group',
    kinds: ['file'],
    files: /^alerts/,
    sites: ({ groups }) =>
      listOf(groups).map((group) => ({
        name: textOf(group, 'name'),
        change: () => {
          if (Array.isArray(groups)) groups.push(structuredClone(group))
        },
      })),
  },
]
