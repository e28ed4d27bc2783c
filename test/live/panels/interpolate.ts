/** Grafana's macros of time at the closest zoom: the distance of two points is that of two scrapes, and a rate reads four. */
export const closest = (scrapeSeconds: number): Readonly<Record<string, string>> => ({
  __interval: `${scrapeSeconds}s`,
  __rate_interval: `${4 * scrapeSeconds}s`,
})

/**
 * A query as Grafana sends it: each `$name` replaced by its text, `$__rate_interval` among them. Throws for a macro that
 * has no value, which Grafana would send as it stands.
 */
export const interpolate = (expr: string, values: Readonly<Record<string, string>>): string =>
  expr.replace(/\$(?:\{(\w+)\}|([A-Za-z_]\w*))/g, (macro, braced?: string, bare?: string) => {
    const value = values[braced ?? bare ?? '']
    if (value === undefined) throw new Error(`${macro} has no value in ${expr}`)
    return value
  })
