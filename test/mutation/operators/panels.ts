import { isJson, type Json, listOf, mapOf, misspell, type Operator, rewrite, set } from '../operator.ts'
import { holders } from '../trees.ts'

const panel = (name: string, sites: (panel: Json) => ReturnType<Operator['sites']>): Operator => ({
  name,
  kinds: ['panel'],
  files: /^grafana-dashboards/,
  sites,
})

const dashboard = (name: string, sites: (dashboard: Json) => ReturnType<Operator['sites']>): Operator => ({
  ...panel(name, sites),
  kinds: ['file'],
})

const isRow = ({ type }: Json): boolean => type === 'row'
const defaultsOf = ({ fieldConfig }: Json): Json => mapOf(mapOf(fieldConfig).defaults)
const panelsOf = ({ panels }: Json): readonly Json[] => listOf(panels).filter((each) => !isRow(each))

const otherUnit: Readonly<Record<string, string>> = {
  s: 'ms',
  percentunit: 'percent',
  ops: 'percentunit',
  short: 's',
  bytes: 's',
  binBps: 's',
  bool_yes_no: 's',
}

const unit = (name: string, change: (unit: string) => string): Operator =>
  panel(name, (each) => rewrite(defaultsOf(each), 'unit', change))

const target = (name: string, sites: (target: Json) => ReturnType<Operator['sites']>): Operator =>
  panel(name, (each) => holders(each).flatMap(sites))

export const panels: readonly Operator[] = [
  unit('swap the unit of a panel', (id) => otherUnit[id] ?? id),
  unit('misspell the unit of a panel', (id) => `${id}x`),
  panel('drop the unit of a panel', (each) =>
    'unit' in defaultsOf(each) ? [set(defaultsOf(each), 'unit', undefined)] : [],
  ),
  panel('drop the title of a panel', (each) => (isRow(each) ? [] : [set(each, 'title', '')])),
  panel('drop the description of a panel', (each) =>
    'description' in each ? [set(each, 'description', undefined)] : [],
  ),
  panel('misspell the type of a panel', (each) => rewrite(each, 'type', misspell)),
  panel('name a data source', (each) =>
    'datasource' in each ? [set(mapOf(each.datasource), 'uid', 'P1809F7CD0C75ACF3')] : [],
  ),
  target('name a data source in a query', (each) => [set(mapOf(each.datasource), 'uid', 'P1809F7CD0C75ACF3')]),
  target('lose the label of a legend', (each) =>
    rewrite(each, 'legendFormat', (text) => text.replace(/\{\{\w+\}\}/, '{{customer}}')),
  ),
  target('misspell the label of a legend', (each) =>
    rewrite(each, 'legendFormat', (text) => text.replace(/(?<=\{\{)\w+/, misspell)),
  ),
  target('give all series one legend', (each) =>
    rewrite(each, 'legendFormat', (text) => (text.includes('{{') ? 'value' : text)),
  ),
  target('break a query in a panel', (each) => rewrite(each, 'expr', (text) => text.replace(/\)(?=[^)]*$)/, ''))),
  target('read a heatmap as lines', (each) => (each.format === 'heatmap' ? [set(each, 'format', 'time_series')] : [])),
  panel('give two queries one letter', ({ targets }) =>
    listOf(targets)
      .slice(1)
      .map((each) => set(each, 'refId', 'A')),
  ),
  dashboard('give two panels one id', (each) =>
    panelsOf(each)
      .slice(1)
      .map((one, at) => set(one, 'id', panelsOf(each)[at]?.id)),
  ),
  dashboard('lay a panel over another', (each) =>
    panelsOf(each)
      .slice(1)
      .map((one, at) => set(one, 'gridPos', structuredClone(panelsOf(each)[at]?.gridPos))),
  ),
  panel('widen a panel beyond the grid', (each) => (isRow(each) ? [] : [set(mapOf(each.gridPos), 'w', 25)])),
  dashboard("rename a dashboard's uid", (each) => rewrite(each, 'uid', misspell)),
  dashboard('let people edit a dashboard', (each) => [set(each, 'editable', true)]),
  dashboard('break the link to other dashboards', ({ links }) =>
    listOf(links).flatMap(({ tags }) =>
      Array.isArray(tags) ? [{ name: 'tags', change: () => tags.splice(0, 1, 'pybsae') }] : [],
    ),
  ),
  panel('break a link of a panel', ({ links }) =>
    listOf(links).flatMap((link) => rewrite(link, 'url', (url) => url.replace(/PyBase\w+(?=\.html)/, misspell))),
  ),
  dashboard('drop the title of a dashboard', (each) => [set(each, 'title', '')]),
  panel('misspell a field in an override', ({ fieldConfig }) =>
    listOf(mapOf(fieldConfig).overrides).flatMap(({ matcher }) =>
      isJson(matcher) ? rewrite(matcher, 'options', misspell) : [],
    ),
  ),
]
