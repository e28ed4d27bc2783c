import * as z from 'zod'
import { type Stack, stackSchema } from './schema.ts'

/** The part of a project's extension that is about its settings. */
export interface Extending {
  /** The schema of the settings: that of every stack, extended. */
  readonly settings: z.ZodType<Stack>
}

/** What a file of overrides may say, as JSON Schema for editors: every setting, and none that is required. */
export function overlaySchema(schema: z.ZodType = stackSchema): Readonly<Record<string, unknown>> {
  const { $schema, ...settings } = z.toJSONSchema(schema, { io: 'input' })
  return { $schema, title: 'Settings laid over stack.ts', ...(lenient(settings) as object) }
}

/** The same without what must be there: what an overlay leaves out is as stack.ts has it. */
function lenient(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(lenient)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value)
      .filter(([key, inside]) => !(key === 'required' && Array.isArray(inside)))
      .map(([key, inside]) => [key, lenient(inside)]),
  )
}
