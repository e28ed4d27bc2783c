import { expect, test } from 'vitest'
import { compare } from '../../../build/diff/compare.ts'
import { readVersion } from '../../../build/diff/read/read.ts'
import { load } from '../../../build/model/load.ts'
import { resolve } from '../../../build/model/model.ts'
import { grafanaDashboards } from '../../../build/targets/grafana/dashboard.ts'
import type { DashboardJson } from '../../../build/targets/grafana/sdk.ts'
import { dashboardsV2, toV2 } from '../../../build/targets/grafana/v2.ts'
import { type Difference, differences, recorded } from '../../documents/convert/recorded.ts'
import { root } from '../../support/root.ts'

const transformation = /^spec\.elements\.N\.spec\.data\.spec\.transformations\[\]\.(kind|group|spec\.id)$/

/** Every way in which the target says something else than Grafana 12.4, which speaks v2beta1. Each must occur. */
const reasons: readonly { readonly why: string; readonly is: (difference: Difference) => boolean }[] = [
  {
    why: 'Grafana 13, for which the output is, calls the version v2.',
    is: ({ path, ours, theirs }) =>
      path === 'apiVersion' && ours === 'dashboard.grafana.app/v2' && theirs === 'dashboard.grafana.app/v2beta1',
  },
  {
    why: 'A file tells what it is; the recorded conversion left that out.',
    is: ({ path, ours, theirs }) => path === 'kind' && ours === 'Dashboard' && theirs === undefined,
  },
  {
    why: 'How it was converted is nothing that one hands to Grafana.',
    is: ({ path, ours }) => path === 'status' && ours === undefined,
  },
  {
    why: 'In v2 a transformation is called by its group; in v2beta1 by its kind, and again inside.',
    is: ({ path, ours, theirs }) => {
      const part = transformation.exec(path)?.[1]
      if (part === 'kind') return ours === 'Transformation'
      return (part === 'group' && theirs === undefined) || (part === 'spec.id' && ours === undefined)
    },
  },
]

const names = ['overview', 'celery-workers', 'api-performance', 'database-redis']
const found = names.flatMap((name) =>
  differences(toV2(recorded(`${name}.migrated.json`) as DashboardJson), recorded(`${name}.v2.json`)).map((each) => ({
    name,
    ...each,
  })),
)

test.each(names)('%s is what Grafana makes of it, but for what has a reason', (name) => {
  const unexplained = found.filter((each) => each.name === name && !reasons.some(({ is }) => is(each)))
  expect(unexplained).toEqual([])
})

test.each(reasons)('still needed: $why', ({ is }) => {
  expect(found.some(is)).toBe(true)
})

const model = resolve(await load(root))
const asked = { ...model, stack: { ...model.stack, dashboardsV2: true } }

test('the settings decide whether the files are there', () => {
  expect(model.stack.dashboardsV2).toBe(false)
  expect(dashboardsV2(model)).toEqual([])
  expect(dashboardsV2(asked).map(({ path }) => path)).toEqual(
    grafanaDashboards(model).map(({ path }) => path.replace('grafana-dashboards/', 'grafana-dashboards-v2/')),
  )
})

test('both forms of each of our dashboards say the same', () => {
  const versionOf = (texts: ReturnType<typeof grafanaDashboards>) =>
    readVersion(
      texts.map(({ path, text }) => ({ file: path.replace(/^.*\//, ''), text })),
      { shown: 'out/', isNamed: false },
    )
  expect(compare(versionOf(grafanaDashboards(asked)), versionOf(dashboardsV2(asked)))).toEqual([])
  expect(versionOf(dashboardsV2(asked)).dashboards.map(({ panels }) => panels.length)).toEqual(
    model.dashboards.map(({ rows }) => rows.flatMap(({ panels }) => panels).length),
  )
})
