import { isObject, textBelow } from '../../documents/values.ts'

type Json = Readonly<Record<string, unknown>>

/** The queries that a transformation of a panel names. */
export function transformedLetters(transformation: Json): readonly string[] {
  const { id, options } = transformation
  if (id === 'filterByRefId')
    return (textBelow(options, 'include') ?? '').split('|').filter((each) => /^\w+$/.test(each))
  if (id !== 'organize' || !isObject(options)) return []
  const columns = ['renameByName', 'indexByName', 'excludeByName'].flatMap((key) => Object.keys(options[key] ?? {}))
  return [...new Set(columns.flatMap((column) => /^Value #(\w+)$/.exec(column)?.[1] ?? []))]
}

/** The queries that an expression of Grafana names: `$A` of a mathematical one, `A` of a reduction. */
export function expressionLetters(target: Json): readonly string[] {
  const written = textBelow(target, 'expression')
  if (textBelow(target, 'datasource', 'uid') !== '__expr__' || written === undefined) return []
  if (target.type === 'math') return [...written.matchAll(/\$\{?(\w+)\}?/g)].flatMap(([, letter]) => letter ?? [])
  return target.type === 'reduce' || target.type === 'resample' || target.type === 'threshold' ? [written] : []
}
