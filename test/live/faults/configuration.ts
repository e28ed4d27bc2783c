import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseDocument } from 'yaml'
import type { ServerName } from '../stack/stack.ts'
import type { World } from './world.ts'

/** Makes Prometheus or Alertmanager read its configuration again. */
export const reload = ({ stack }: Pick<World, 'stack'>, name: ServerName): void => stack.servers[name].signal('SIGHUP')

/** A configuration file that is changed and read again, and put back. */
export function edited(
  world: Pick<World, 'stack'>,
  name: ServerName,
  path: string,
  change: (text: string) => string,
): { start(): void; lift(): void } {
  const file = join(world.stack.configuration, path)
  const before = readFileSync(file, 'utf8')
  const write = (text: string) => () => {
    writeFileSync(file, text)
    reload(world, name)
  }
  const after = change(before)
  // A fault that is none would wait for its alert in vain.
  if (after === before) throw new Error(`The edit of ${path} changes nothing.`)
  return { start: write(after), lift: write(before) }
}

/** Changes what `prometheus.yml` says of one job. */
export const ofJob =
  (job: string, settings: Readonly<Record<string, unknown>>) =>
  (text: string): string => {
    const document = parseDocument(text)
    const { scrape_configs } = document.toJS() as { readonly scrape_configs: readonly { readonly job_name: string }[] }
    const at = scrape_configs.findIndex(({ job_name }) => job_name === job)
    for (const [name, value] of Object.entries(settings)) document.setIn(['scrape_configs', at, name], value)
    return String(document)
  }
