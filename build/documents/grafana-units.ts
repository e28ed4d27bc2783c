import { type Measure, unitNamed } from '../promql/infer/unit.ts'

interface Scaled {
  /** The base unit as inference calls it. */
  readonly of: string
  /** How many of this unit make one base unit: 1000 milliseconds are a second. */
  readonly scale: number
}

const group = (of: string, scales: Readonly<Record<string, number>>): readonly (readonly [string, Scaled])[] =>
  Object.entries(scales).map(([id, scale]) => [id, { of, scale }])

/** `bytes`, `kbytes`, `mbytes` …: each 1024 or 1000 times the one before. */
const powers = (ids: string, step: number, first = 1): Readonly<Record<string, number>> =>
  Object.fromEntries(ids.split(' ').map((id, at) => [id, first / step ** at]))

const minute = 60

/** What Grafana takes a number for under each unit that a query of Prometheus can be proven to have or not to have. */
const units: ReadonlyMap<string, Scaled> = new Map([
  ...group('ratio', { percentunit: 1, percent: 100 }),
  ...group('seconds', { s: 1, ms: 1000, µs: 1e6, ns: 1e9, m: 1 / 60, h: 1 / 3600, d: 1 / 86_400 }),
  ...group('seconds', { dtdurations: 1, dthms: 1, dtdhms: 1, dtdurationms: 1000, clocks: 1, clockms: 1000 }),
  ...group('bytes', powers('bytes kbytes mbytes gbytes tbytes pbytes', 1024)),
  ...group('bytes', powers('decbytes deckbytes decmbytes decgbytes dectbytes decpbytes', 1000)),
  ...group('bytes', { bits: 8, decbits: 8 }),
  ...group('bytes/s', { binBps: 1, Bps: 1, binbps: 8, bps: 8 }),
  ...group('bytes/s', powers('KiBs MiBs GiBs TiBs PiBs', 1024, 1 / 1024)),
  ...group('bytes/s', powers('KBs MBs GBs TBs PBs', 1000, 1 / 1000)),
  ...group('bytes/s', powers('Kibits Mibits Gibits Tibits Pibits', 1024, 8 / 1024)),
  ...group('bytes/s', powers('Kbits Mbits Gbits Tbits Pbits', 1000, 8 / 1000)),
  ...group('count/s', {
    ops: 1,
    reqps: 1,
    rps: 1,
    wps: 1,
    iops: 1,
    eps: 1,
    mps: 1,
    cps: 1,
    recps: 1,
    rowsps: 1,
    pps: 1,
  }),
  ...group('count/s', { opm: minute, reqpm: minute, rpm: minute, wpm: minute, epm: minute, mpm: minute, cpm: minute }),
])

/** What a Grafana unit measures, with its scale; `undefined` for one that says nothing about it, such as `short`. */
export function measureOf(id: string): Measure | undefined {
  const known = units.get(id)
  const base = known && unitNamed(known.of)
  return known === undefined || base === undefined || base === 'any' ? undefined : { ...base, scale: known.scale }
}

/** The Grafana unit for a unit as inference names it. */
export const grafanaIdOf = (name: string): string | undefined => ids[name]

const ids: Readonly<Record<string, string>> = {
  ratio: 'percentunit',
  percent: 'percent',
  seconds: 's',
  milliseconds: 'ms',
  bytes: 'bytes',
  bits: 'bits',
  count: 'short',
  'count/s': 'ops',
  'bytes/s': 'binBps',
  'bits/s': 'binbps',
}
