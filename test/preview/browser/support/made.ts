import type { ShownDashboard } from '../../../../build/preview/server/protocol.ts'
import { shown } from './boards.ts'

/** A panel of classic JSON, a quarter of a row's height and half its width, that asks for `up`. */
export const made = (id: number, title: string, more: object = {}): object => ({
  id,
  type: 'timeseries',
  title,
  gridPos: { x: id % 2 === 1 ? 0 : 12, y: Math.floor((id - 1) / 2) * 8, w: 12, h: 8 },
  targets: [{ refId: 'A', expr: 'up', legendFormat: '{{job}}' }],
  fieldConfig: { defaults: {}, overrides: [] },
  options: {},
  ...more,
})

/** A row of classic JSON, below everything, that is closed over its panels. */
export const madeRow = (panels: readonly object[]): object => ({
  id: 900,
  type: 'row',
  title: 'Closed',
  collapsed: true,
  gridPos: { x: 0, y: 900, w: 24, h: 1 },
  panels,
})

/** A dashboard of classic JSON. */
export const madeDashboard = (panels: readonly unknown[], more: object = {}): ShownDashboard =>
  shown({
    uid: 'made',
    title: 'Made',
    schemaVersion: 42,
    time: { from: 'now-1h', to: 'now' },
    panels,
    ...more,
  } as { uid: string; title: string })

/** A variable that offers the values of a label and may take several. */
export const madeVariable = (name: string, label: string): object => ({
  name,
  label,
  type: 'query',
  query: `label_values(up, ${name})`,
  multi: true,
  includeAll: true,
  current: { text: ['All'], value: ['$__all'] },
})
