import type { DataContextScopedVar, InterpolateFunction, ScopedVars } from '@grafana/data'
import type { Asking } from './asking.ts'
import { fieldText } from './field-text.ts'
import { interpolate, type Lookup, urlOf } from './interpolate.ts'
import { rangeMacros } from './macros.ts'

/**
 * What Grafana's library calls to fill in the texts of a panel: display names, links, titles. Knows the dashboard's
 * variables, the time range, and `${__field.labels.job}` and its like where the library says of which field.
 */
export function replacerOf({ lookup, range }: Pick<Asking, 'lookup' | 'range'>): InterpolateFunction {
  const ofRange = rangeMacros(range)
  return (text, scoped, format) =>
    interpolate(
      text ?? '',
      (name, own, path) =>
        scopedText(scoped, name, path) ??
        ofRange(name, own) ??
        lookup(name, own ?? (typeof format === 'string' ? format : 'text'), path),
    )
}

/** The same for links, whose values are encoded. */
export function linkerOf({ lookup, range }: Pick<Asking, 'lookup' | 'range'>): (url: string) => string {
  const ofRange = rangeMacros(range)
  const everything: Lookup = (name, format, path) => ofRange(name, format) ?? lookup(name, format, path)
  return (url) => urlOf(url, everything)
}

function scopedText(scoped: ScopedVars | undefined, name: string, path: string | undefined): string | undefined {
  if (scoped === undefined) return undefined
  const context = scoped.__dataContext?.value as DataContextScopedVar['value'] | undefined
  const ofField = context === undefined ? undefined : fieldText(context, name, path)
  if (ofField !== undefined) return ofField
  const value: unknown = Object.hasOwn(scoped, name) && path === undefined ? scoped[name]?.value : undefined
  return typeof value === 'string' || typeof value === 'number' ? String(value) : undefined
}
