import type { AnyMetric } from '../language/metric.ts'
import { type Unit, units } from '../language/units.ts'
import { infer } from '../promql/infer/infer.ts'
import type { Schema } from '../promql/infer/schema.ts'
import { nameOf as unitName } from '../promql/infer/unit.ts'
import { printLine } from '../promql/print.ts'
import { isOpen } from '../promql/rewrite.ts'
import type { Expr } from '../promql/tree.ts'
import { mapSelectors } from '../promql/walk.ts'
import { flat, list, object, quoted } from './code.ts'
import { besides, type Scope } from './say/said.ts'

/**
 * What the language cannot say, as PromQL with handles instead of names, in the unit that is `measured` or else inferred;
 * `undefined` where no source can hold its text.
 */
export function sayRaw(expr: Expr, scope: Scope, measured?: Unit): string | undefined {
  const handles: string[] = []
  const held = mapSelectors(expr, (selector) => {
    const handle = selector.metric === undefined ? undefined : scope.handle(selector.metric, selector.matchers)
    if (handle === undefined) return selector
    handles.push(handle.code)
    return {
      ...selector,
      metric: `handle_${handles.length - 1}_`,
      matchers: besides(handle, selector.matchers),
    }
  })
  const text = printLine(held)
    .replace(/[\\`]|\$\{/g, (each) => `\\${each}`)
    .replace(/\bhandle_(\d+)_(?!\w)/g, (_, at: string) => `\${${handles[Number(at)]}}`)
  if (/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/u.test(text)) return undefined
  const { labels, unit } = inferred(expr, scope)
  const said = object([
    ['labels', list(labels.map(quoted))],
    ['unit', quoted(measured ?? unit)],
  ])
  return `${isOpen(expr) ? 'openPromql' : 'promql'}(${flat(said)})\`${text}\``
}

/** The labels and the unit of an answer, as far as the catalog tells them. */
function inferred(expr: Expr, scope: Scope): { readonly labels: readonly string[]; readonly unit: string } {
  const schema: Schema = {
    names: [],
    find: (name) => {
      const handle = scope.handle(name)
      if (handle === undefined || !('declared' in handle.metric)) return undefined
      const metric = handle.metric as AnyMetric
      const isBuckets = metric.type === 'histogram'
      return {
        kind: metric.type === 'histogram' ? 'bucket' : metric.type,
        labels: {
          ...Object.fromEntries(Object.keys(metric.declared).map((label) => [label, 'open' as const])),
          ...(isBuckets ? { le: 'open' as const } : {}),
        },
        unit: metric.unit,
        ...(metric.edges && isBuckets ? { edges: metric.edges } : {}),
      }
    },
  }
  const { value } = infer(expr, schema)
  const unit = unitName(value.unit)
  return {
    labels: value.labels.may.filter((label) => label !== '__name__' && /^[A-Za-z_][A-Za-z0-9_]*$/.test(label)).sort(),
    unit: units.find((each) => each === unit) ?? 'count',
  }
}
