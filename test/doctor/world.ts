import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Document } from 'yaml'
import { parseDocument } from 'yaml'
import type { Stack } from '../live/stack/stack.ts'
import type { Diagnosis } from './doctor.ts'

/** What a fault can reach. */
export interface World {
  readonly stack: Stack
  /** Examines the stack as an operator does, with more flags. */
  call(...flags: readonly string[]): Promise<Diagnosis>
  /** Examines it again and again, in less time. */
  examine(): Promise<Diagnosis>
}

export type Undo = () => Promise<void> | void

/** A file of the configuration that somebody edits on the server, and reloads. The undoing restores and reloads it. */
export function edit({ stack }: World, path: string, change: (document: Document) => void): Undo {
  const file = join(stack.configuration, path)
  const before = readFileSync(file, 'utf8')
  const document = parseDocument(before)
  change(document)
  return rewrite({ stack }, path, String(document))
}

/** Writes a file of the configuration and reloads it. */
export function rewrite({ stack }: Pick<World, 'stack'>, path: string, text: string): Undo {
  const file = join(stack.configuration, path)
  const before = readFileSync(file, 'utf8')
  if (text === before) throw new Error(`the fault changes nothing in ${path}`)
  const write = (content: string): void => {
    writeFileSync(file, content)
    stack.servers.prometheus.signal('SIGHUP')
  }
  write(text)
  return () => write(before)
}

/** The place of a scrape job in `prometheus.yml`. */
export function jobIn(document: Document, name: string): number {
  const { scrape_configs } = document.toJS() as { readonly scrape_configs: readonly { readonly job_name: string }[] }
  const at = scrape_configs.findIndex(({ job_name }) => job_name === name)
  if (at === -1) throw new Error(`there is no scrape job ${name}`)
  return at
}

/** The place of a rule in its file, which has one group. */
export function ruleIn(document: Document, name: string): number {
  const { groups } = document.toJS() as {
    readonly groups: readonly { readonly rules: readonly { readonly alert?: string }[] }[]
  }
  const at = groups[0]?.rules.findIndex(({ alert }) => alert === name) ?? -1
  if (at === -1) throw new Error(`there is no rule ${name}`)
  return at
}
