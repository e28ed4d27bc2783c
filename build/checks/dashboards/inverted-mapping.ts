import { below, isObject, objectsBelow, textBelow } from '../../documents/values.ts'
import type { Panel } from '../../documents/views.ts'
import type { Expr } from '../../promql/tree.ts'
import { bare } from '../../promql/walk.ts'
import type { Check, Finding } from '../check.ts'

export const invertedMapping: Check = {
  id: 'inverted-mapping',
  severity: 'error',
  covers: ['U06'],
  isLocal: true,
  about:
    'A panel that maps 0 and 1 to words says up where the metric says up. `up` and its like (`pg_up`, `probe_success`) are 1 where all is well: a mapping of 0 to "Online", or of 1 to "Down", shows the opposite of what is. Told are queries that answer such a metric itself, or its least or greatest value; what is computed from it, such as `1 - up`, is left alone.',
  run: ({ dashboards }) => dashboards.flatMap(({ panels }) => panels.flatMap(inverted)),
}

function inverted(panel: Panel): readonly Finding[] {
  const [query] = panel.targets.flatMap((target) => target.query ?? [])
  const names = panel.targets.map((target) => (target.query === undefined ? undefined : stateIn(target.query.expr)))
  const [name] = names
  if (query === undefined || name === undefined || names.includes(undefined)) return []
  const shown = mapped(panel)
  const wrong = [
    { value: '0', isWrong: isGood },
    { value: '1', isWrong: isBad },
  ].find(({ value, isWrong }) => isWrong(shown.get(value)))
  if (wrong === undefined) return []
  return [
    {
      place: panel.place,
      query: { ...query, culprit: query.expr },
      what: `${name} is 1 where all is well, and the panel shows ${wrong.value} as "${shown.get(wrong.value)}".`,
      next: 'Turn the mapping around.',
    },
  ]
}

const states = /(?:^|_)(?:up|success|healthy|alive|online|ready|available|connected|reachable)$/

/** The metric of yes and no that an expression answers as it is. */
function stateIn(expr: Expr): string | undefined {
  const inner = bare(expr)
  switch (inner.is) {
    case 'selector':
      return states.test(inner.metric ?? '') ? inner.metric : undefined
    case 'aggregation':
      return ['min', 'max', 'avg'].includes(inner.op) ? stateIn(inner.expr) : undefined
    case 'call': {
      const [of] = inner.args
      return of !== undefined && /^(?:last|min|max)_over_time$/.test(inner.fn) ? stateIn(of) : undefined
    }
    default:
      return undefined
  }
}

const good =
  /^(?:up|ok(?:ay)?|online|healthy|alive|running|success(?:ful)?|available|connected|ready|reachable|good|pass(?:ed|ing)?)$/i
const bad =
  /^(?:down|offline|unhealthy|dead|stopped|fail(?:ed|ure|ing)?|unavailable|disconnected|not ready|unreachable|bad|critical|error)$/i

const wordsOf = (text: string | undefined): string => (text ?? '').replace(/[^\w ]/g, '').trim()
const isGood = (text: string | undefined): boolean => good.test(wordsOf(text))
const isBad = (text: string | undefined): boolean => bad.test(wordsOf(text))

/** The texts of single values, of today's mappings and of those of old. */
function mapped({ json }: Panel): ReadonlyMap<string, string> {
  const texts = new Map<string, string>()
  const add = (value: unknown, text: unknown) => {
    if (typeof text === 'string' && text !== '' && (typeof value === 'string' || typeof value === 'number'))
      texts.set(String(Number(value)), text)
  }
  for (const { value, text } of objectsBelow(json, 'valueMaps')) add(value, text)
  for (const mapping of objectsBelow(json, 'fieldConfig', 'defaults', 'mappings')) {
    const options = below(mapping, 'options')
    if (mapping.type === 'value' && isObject(options))
      for (const [value, shown] of Object.entries(options)) add(value, textBelow(shown, 'text'))
    // Before Grafana 8 each value had a mapping of its own.
    else if (options === undefined) add(mapping.value, mapping.text)
  }
  return texts
}
