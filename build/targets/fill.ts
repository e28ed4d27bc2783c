/**
 * A template with each `{{name}}` replaced by its value. Throws a `RangeError` that lists the names which only one of
 * the two knows: a placeholder without a value, or a value without a placeholder.
 */
export function fill(template: string, values: Readonly<Record<string, string>>): string {
  const wanted = new Set([...template.matchAll(placeholder)].map(([, name = '']) => name))
  const missing = [...wanted].filter((name) => !Object.hasOwn(values, name))
  const unused = Object.keys(values).filter((name) => !wanted.has(name))
  if (missing.length > 0)
    throw new RangeError(`The template asks for {{${missing.join('}}, {{')}}}, which has no value`)
  if (unused.length > 0) throw new RangeError(`The template has no place for {{${unused.join('}}, {{')}}}`)
  return template.replaceAll(placeholder, (_, name: string) => values[name] ?? '')
}

const placeholder = /\{\{(\w+)\}\}/g
