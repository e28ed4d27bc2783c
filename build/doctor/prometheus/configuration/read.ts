import * as z from 'zod'
import { UnreadableText } from '../../../documents/located.ts'
import { readYaml } from '../../../documents/yaml.ts'
import { printable } from '../../client/printable.ts'
import { Unanswered } from '../../client/unanswered.ts'

const mapping = z.record(z.string(), z.unknown())
const list = z
  .array(mapping)
  .nullish()
  .transform((found) => found ?? [])

const shape = z.looseObject({
  global: mapping.optional().transform((found) => found ?? {}),
  alerting: mapping.optional().transform((found) => found ?? {}),
  scrape_configs: list,
})

/** A `prometheus.yml`, written by somebody or printed by a server. */
export type Configuration = z.output<typeof shape>
export type Mapping = z.output<typeof mapping>

/** Reads a `prometheus.yml`. Throws `Unanswered` for text that is none, since servers send it. */
export function readConfiguration(text: string): Configuration {
  try {
    return shape.parse(readYaml(text)[0]?.value)
  } catch (error) {
    if (!(error instanceof UnreadableText || error instanceof z.ZodError)) throw error
    throw new Unanswered({
      what: `Prometheus tells a configuration that cannot be read: "${printable(text, 60)}".`,
      next: 'Look whether the URL leads to Prometheus itself.',
    })
  }
}
