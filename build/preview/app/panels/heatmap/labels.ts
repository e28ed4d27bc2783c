/** The edges from the lowest bucket's lower one to the highest's upper one, as text. */
export function edgeLabels(edges: readonly number[], format: (edge: number) => string): readonly string[] {
  const text = (edge: number) => (edge === Number.POSITIVE_INFINITY ? '+Inf' : format(edge))
  return [(edges[0] ?? 0) > 0 ? text(0) : '-Inf', ...edges.map(text)]
}
