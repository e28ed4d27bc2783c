import { fileURLToPath } from 'node:url'
import { type Check, diagnose } from '../../build/checks/check.ts'
import type { AlertRule, Dashboard, Panel, Query, RecordingRule, Rule, Scraping } from '../../build/documents/views.ts'
import { render } from '../../build/findings/render.ts'
import { load } from '../../build/model/load.ts'
import { resolve } from '../../build/model/model.ts'
import type { Subject } from '../../build/model/subject.ts'
import { parse } from '../../build/promql/parse.ts'
import { subjectOf } from '../../build/subject.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))

/** Our own definitions, which every check must accept. */
export const ours: Subject = subjectOf(resolve(await load(root)))

type Written<T extends { place: unknown; query: unknown }> = Partial<Omit<T, 'place' | 'query' | 'kind'>> & {
  readonly expr: string
}

/** An alert rule as somebody would write it, with the rest filled in: one that waits 5 minutes and has a summary. */
export function alert({ expr, name = 'SomeAlert', ...rest }: Written<AlertRule>): AlertRule {
  const place = { file: 'rules.yml', path: ['group', name] }
  const usual = {
    for: 300,
    keepFiringFor: 0,
    labels: { severity: 'warning', component: 'api' },
    annotations: { summary: 'Something is wrong.', description: 'It is.' },
  }
  return { kind: 'alert', name, place, query: query(expr, place), ...usual, ...rest }
}

export function recording({ expr, name = 'level:metric:rate5m', labels = {} }: Written<RecordingRule>): RecordingRule {
  const place = { file: 'rules.yml', path: ['group', name] }
  return { kind: 'recording', name, place, query: query(expr, place), labels }
}

/** A panel with one target for each expression; a time series without a unit unless told otherwise. */
export function panel({
  exprs = [],
  legend = '',
  instant = false,
  format = 'time_series',
  ...rest
}: Partial<Omit<Panel, 'place' | 'targets'>> & {
  readonly exprs?: readonly string[]
  readonly legend?: string
  readonly instant?: boolean
  readonly format?: Panel['targets'][0]['format']
}): Panel {
  const place = { file: 'dashboard.json', path: ['Row', rest.title ?? 'Panel'] }
  return {
    place,
    id: 1,
    title: 'Panel',
    description: 'What it shows.',
    type: 'timeseries',
    unit: 'short',
    thresholds: [],
    gridPos: { x: 0, y: 0, w: 24, h: 8 },
    repeats: [],
    alert: undefined,
    json: {},
    targets: exprs.map((expr, at) => ({
      refId: String.fromCharCode(65 + at),
      query: query(expr, place),
      legend,
      format,
      instant,
    })),
    ...rest,
  }
}

export const dashboard = (panels: readonly Panel[], rest: Partial<Dashboard> = {}): Dashboard => ({
  file: 'dashboard.json',
  place: { file: 'dashboard.json', path: [] },
  uid: 'some-dashboard',
  title: 'Some dashboard',
  panels,
  variables: [],
  annotations: [],
  json: {},
  ...rest,
})

/** Somebody's rules and panels against our catalog and our scrape configuration. */
export const subject = ({
  rules = [],
  panels = [],
  scraping = ours.scraping,
  ...rest
}: {
  readonly rules?: readonly Rule[]
  readonly panels?: readonly Panel[]
  readonly scraping?: Scraping | undefined
} & Partial<Subject>): Subject => ({
  catalog: ours.catalog,
  ruleFiles: [
    {
      file: 'rules.yml',
      groups: [{ name: 'group', place: { file: 'rules.yml', path: ['group'] }, interval: undefined, rules }],
    },
  ],
  dashboards: panels.length === 0 ? [] : [dashboard(panels)],
  scraping,
  notification: undefined,
  compose: undefined,
  provisioning: undefined,
  model: undefined,
  ...rest,
})

/** What a check says of a subject, as people read it; several diagnostics are parted by an empty line. */
export const told = (check: Check, of: Subject): string =>
  diagnose(check, of)
    .map((each) => render(each))
    .join('\n\n')

function query(text: string, place: Query['place']): Query {
  return { place, text, expr: parse(text) }
}
