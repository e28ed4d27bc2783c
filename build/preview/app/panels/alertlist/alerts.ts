import { type DataFrame, FieldType } from '@grafana/data'

/** An alert as it is listed: the worst state of its instances, and their labels. */
export interface Listed {
  readonly name: string
  readonly state: 'firing' | 'pending'
  readonly instances: readonly string[]
}

/** By name, by what matters most, or by what began first: there all begin alike, as nobody says when they did. */
type Order = 1 | 2 | 3 | (number & {})

interface Asked {
  readonly alertName: string
  readonly maxItems: number
  readonly sortOrder: Order
}

/** The alerts in a table of `ALERTS`, one for each name. */
export function alertsIn(frames: readonly DataFrame[], { alertName, maxItems, sortOrder }: Asked): readonly Listed[] {
  const byName = new Map<string, { state: Listed['state']; instances: string[] }>()
  for (const { fields, length } of frames) {
    const texts = fields.filter(({ type }) => type === FieldType.string)
    for (let row = 0; row < length; row += 1) {
      const labels = Object.fromEntries(texts.map(({ name, values }) => [name, String(values[row] ?? '')]))
      const { alertname = '', alertstate, __name__: _, ...others } = labels
      if (alertname === '' || !alertname.includes(alertName)) continue
      const listed = byName.get(alertname) ?? { state: 'pending', instances: [] }
      if (alertstate === 'firing') listed.state = 'firing'
      listed.instances.push(
        Object.entries(others)
          .filter(([, value]) => value !== '')
          .map(([label, value]) => `${label}=${value}`)
          .join(' '),
      )
      byName.set(alertname, listed)
    }
  }
  return [...byName]
    .map(([name, listed]) => ({ name, ...listed }))
    .sort((a, b) => (sortOrder === 3 ? rank(a) - rank(b) : 0) || (sortOrder === 2 ? -1 : 1) * compare(a.name, b.name))
    .slice(0, maxItems > 0 ? maxItems : undefined)
}

const rank = ({ state }: Listed): number => (state === 'firing' ? 0 : 1)
const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)
