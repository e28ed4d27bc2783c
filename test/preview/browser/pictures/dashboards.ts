interface PanelOptions {
  readonly title?: string
  readonly type?: string
  readonly query?: string
  /** The second step of the thresholds. */
  readonly threshold?: number
}

/** A panel of classic JSON, half the width of the dashboard. */
export const panel = (
  id: number,
  { title = `Panel ${id}`, type = 'timeseries', query = 'up', threshold }: PanelOptions = {},
) => ({
  id,
  type,
  title,
  gridPos: { x: 0, y: id * 8, w: 12, h: 8 },
  targets: [{ refId: 'A', expr: query }],
  fieldConfig: {
    defaults: {
      custom: { thresholdsStyle: { mode: 'line' } },
      thresholds: {
        mode: 'absolute',
        steps: [
          { color: 'green', value: null },
          ...(threshold === undefined ? [] : [{ color: 'red', value: threshold }]),
        ],
      },
    },
    overrides: [],
  },
  options: {},
})

/** A dashboard of classic JSON whose last panels stand in a row that is closed. */
export const dashboard = (uid: string, panels: readonly object[], closed: readonly object[] = []) => ({
  uid,
  title: `Dashboard ${uid}`,
  schemaVersion: 42,
  time: { from: 'now-1h', to: 'now' },
  panels: [
    ...panels,
    ...(closed.length === 0
      ? []
      : [
          {
            id: 900,
            type: 'row',
            title: 'Closed',
            collapsed: true,
            gridPos: { x: 0, y: 900, w: 24, h: 1 },
            panels: closed,
          },
        ]),
  ],
})
