import { type AnyAlert, type Group, group } from '../../build/language/alert.ts'
import type { Dashboard } from '../../build/language/dashboard.ts'
import type { AnyMetric } from '../../build/language/metric.ts'
import type { AnyRecording } from '../../build/language/record.ts'
import type { Definitions } from '../../build/model/load.ts'
import { type Model, resolve } from '../../build/model/model.ts'
import { latency, memory, node, redis, requests } from '../language/metrics.ts'
import { pinned } from '../targets/stack.ts'

interface Parts {
  readonly dashboards?: readonly Dashboard[]
  readonly rules?: readonly (AnyAlert | AnyRecording)[]
  /** Further groups. */
  readonly more?: readonly { readonly name: string; readonly value: Group }[]
}

/** Definitions of these dashboards and rules, put together. */
export function modelOf({ dashboards = [], rules = [], more = [] }: Parts): Model {
  const metrics = [latency, memory, requests] as unknown as readonly AnyMetric[]
  const [first, ...others] = rules
  const groups = first === undefined ? [] : [{ file: 'alerts/any.ts', name: 'any', value: group(first, ...others) }]
  const definitions: Definitions = {
    stack: pinned,
    jobs: [node, redis],
    metrics: metrics.map((value) => ({ file: 'queries/any.ts', name: value.name, value })),
    queries: [],
    dashboards: dashboards.map((value) => ({ file: 'dashboards/any.ts', name: 'any', value })),
    groups: [...groups, ...more.map((each) => ({ file: `alerts/${each.name}.ts`, ...each }))],
    runbooks: new Map(),
    faults: undefined,
    drills: [],
    drilled: { drills: [] },
    proofs: {},
  }
  return resolve(definitions)
}
