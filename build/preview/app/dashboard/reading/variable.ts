import type { VariableModel } from '../model.ts'
import { type Json, number, object, objects, text, texts } from './json.ts'

/** Reads a variable of a dashboard. */
export function readVariable(json: Json): VariableModel {
  const { name, label, type, query, multi, includeAll, allValue, hide, current, regex, sort } = json
  const known = text(type)
  const offered = offeredIn(json)
  return {
    name: text(name),
    label: text(label) || text(name),
    type: known,
    query: typeof query === 'string' ? query : text(object(query).query),
    multi: multi === true,
    includeAll: includeAll === true,
    allValue: text(allValue) || undefined,
    hide: number(hide, 0) === 2,
    current: texts(object(current).value).filter((value) => value !== ''),
    options: offered.map(({ value }) => value),
    texts: Object.fromEntries(
      offered.filter(({ value, text }) => value !== text).map(({ value, text }) => [value, text]),
    ),
    regex: text(regex),
    sort: number(sort, 0),
  }
}

interface Offered {
  readonly value: string
  readonly text: string
}

/** What a custom variable or an interval offers: `1m,1h`, `One : 1, Two : 2`, or a list of options. */
function offeredIn({ type, query, options }: Json): readonly Offered[] {
  if (type !== 'custom' && type !== 'interval') return []
  const written = text(query)
    .split(/(?<!\\),/)
    .map((each) => each.trim().replaceAll('\\,', ','))
    .filter((each) => each !== '')
    .map((each) => {
      const colon = each.search(/\s:\s/)
      if (colon < 0) return { value: each, text: each }
      return { value: each.slice(colon + 2).trimStart(), text: each.slice(0, colon).trimEnd() }
    })
  if (written.length > 0) return written
  return objects(options)
    .flatMap((each) => texts(each.value).map((value) => ({ value, text: texts(each.text)[0] ?? value })))
    .filter(({ value }) => value !== '$__all')
}
