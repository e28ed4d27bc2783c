import type { Span } from './error.ts'

interface Place extends Span {
  readonly parts: Readonly<Record<string, Span>>
}

/** Beside the tree, so that its nodes stay plain and equal whether they were written or built. */
const places = new WeakMap<object, Place>()

const noParts: Readonly<Record<string, Span>> = {}

/** Remembers where a node of the tree was read, and where its named parts are. Answers the node. */
export function locate<T extends object>(
  node: T,
  { from, to }: Span,
  parts: Readonly<Record<string, Span>> = noParts,
): T {
  // A part may be a node of the grammar's tree, which must not be kept.
  const bare = ([name, part]: readonly [string, Span]) => [name, { from: part.from, to: part.to }] as const
  places.set(node, {
    from,
    to,
    parts: parts === noParts ? noParts : Object.fromEntries(Object.entries(parts).map(bare)),
  })
  return node
}

/** Remembers a node that was made of another and reaches to `to`: `a[5m]` of `a`. */
export function extend<T extends object>(
  node: T,
  of: object,
  to: number,
  parts: Readonly<Record<string, Span>> = {},
): T {
  const place = places.get(of)
  return place ? locate(node, { from: place.from, to }, { ...place.parts, ...parts }) : node
}

/** Remembers a node that reaches from one operand to another. */
export function enclose<T extends object>(node: T, first: object, last: object, operator: Span): T {
  const from = places.get(first)?.from
  const to = places.get(last)?.to
  return from === undefined || to === undefined ? node : locate(node, { from, to }, { operator })
}

/**
 * Where a parsed expression, matcher, grouping or matching stands in its text; `undefined` for trees that were built.
 * Parts: `name` of a call or aggregation, `metric`, `range`, `step`, `offset` and `at` of a selector or subquery,
 * `operator` of a binary operation, and each label of a grouping, a matching or its `group`, by the label's name.
 */
export function spanOf(node: object, part?: string): Span | undefined {
  const place = places.get(node)
  if (part === undefined || place === undefined) return place && { from: place.from, to: place.to }
  return Object.hasOwn(place.parts, part) ? place.parts[part] : undefined
}
