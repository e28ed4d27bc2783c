import { type AnyAlert, group } from '../../build/language/alert.ts'
import { dashboard, type Filter, type Line, row } from '../../build/language/dashboard.ts'
import type { Job } from '../../build/language/job.ts'
import type { AnyMetric } from '../../build/language/metric.ts'
import type { Definitions } from '../../build/model/load.ts'
import { type Model, panelsOf, resolve } from '../../build/model/model.ts'
import { selectors } from '../../build/promql/rewrite.ts'
import type { Expr } from '../../build/promql/tree.ts'
import type { Stack } from '../../build/stack/schema.ts'
import stack from '../../stack.ts'

export const pinned: Stack = stack
export const debian12: Stack = { ...stack, versions: 'debian12' }

interface Parts {
  readonly stack?: Stack
  readonly jobs: readonly Job[]
  readonly metrics: readonly AnyMetric[]
  readonly filters?: readonly Filter[]
  readonly lines: readonly [Line, ...Line[]]
  readonly alerts?: readonly AnyAlert[]
}

/** Definitions of one dashboard with one row, put together. */
export function modelOf({ stack = pinned, jobs, metrics, filters = [], lines, alerts = [] }: Parts): Model {
  const about = { uid: 'any', asks: 'Well?', tags: ['any'], filters, annotations: [] } as const
  const definitions: Definitions = {
    stack,
    jobs,
    metrics: metrics.map((value) => ({ file: 'queries/any.ts', name: value.name, value })),
    queries: [],
    dashboards: [{ file: 'dashboards/any.ts', name: 'any', value: dashboard('Any', about, row('Row', ...lines)) }],
    groups: [{ file: 'alerts/any.ts', name: 'any', value: group(...alerts) }],
    runbooks: new Map(),
    faults: undefined,
    drills: [],
    drilled: { drills: [] },
    proofs: {},
  }
  return resolve(definitions)
}

/** What each panel is called. */
export const titles = ({ dashboards }: Model): readonly string[] =>
  dashboards.flatMap(panelsOf).map(({ title }) => title)

/** The variables that each panel reads: `{ 'Request rate': ['endpoint'] }`. */
export const variables = ({ dashboards }: Model): Readonly<Record<string, readonly string[]>> =>
  Object.fromEntries(
    dashboards.flatMap(panelsOf).map(({ title, targets }) => [title, targets.flatMap(({ expr }) => variablesIn(expr))]),
  )

const variablesIn = (expr: Expr): readonly string[] =>
  selectors(expr).flatMap(({ matchers }) =>
    matchers
      .filter(({ op, value }) => op === '=~' && value.startsWith('$'))
      .map(({ label, value }) => `${label}=~${value}`),
  )
