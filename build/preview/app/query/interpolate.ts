/**
 * The text that stands in the place of a variable, by its name, the format after the colon (`csv`) and the path after
 * the dot (`labels.job`); `undefined` leaves the reference as it is.
 */
export type Lookup = (name: string, format?: string, path?: string) => string | undefined

const reference = /\$(\w+)|\[\[(\w+?)(?::(\w+))?\]\]|\$\{(\w+)(?:\.([^:^}]{1,99}))?(?::([^}]{1,99}))?\}/g

/** Puts values in the place of `$name`, `${name}`, `${name:format}` and `[[name]]`. */
export const interpolate = (text: string, lookup: Lookup): string =>
  text.replace(
    reference,
    (
      whole: string,
      plain?: string,
      old?: string,
      oldFormat?: string,
      braced?: string,
      path?: string,
      format?: string,
    ) => {
      const name = plain ?? old ?? braced
      return (name === undefined ? undefined : lookup(name, format ?? oldFormat, path)) ?? whole
    },
  )

/** The names that a text refers to, each once. */
export const namesIn = (text: string): readonly string[] => unknownIn(text, () => undefined)

/** Those that nobody knows. `$1` is no name: it is what a group of a regular expression matched. */
export function unknownIn(text: string, lookup: Lookup): readonly string[] {
  const names = new Set<string>()
  interpolate(text, (name, format, path) => {
    if (!/^\d+$/.test(name) && lookup(name, format, path) === undefined) names.add(name)
    return undefined
  })
  return [...names]
}

/** A title or legend: values as people read them, without the escapes of PromQL. */
export const titleOf = (text: string, lookup: Lookup): string =>
  interpolate(text, (name, format, path) => lookup(name, format ?? 'text', path))

/** A link: values as an address takes them. */
export const urlOf = (text: string, lookup: Lookup): string =>
  interpolate(text, (name, format, path) => lookup(name, format ?? 'percentencode', path))
