import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { expect, test } from 'vitest'
import { Condition } from '../../build/language/condition.ts'
import { Query } from '../../build/language/query.ts'
import { print } from '../../build/promql/print.ts'
import { root } from '../support/root.ts'

const files = readdirSync(join(root, 'queries')).filter((name) => name.endsWith('.ts'))

/** What a file exports, in the order in which it is written. */
async function exportsOf(file: string): Promise<readonly (readonly [name: string, value: unknown])[]> {
  const source = readFileSync(join(root, 'queries', file), 'utf8')
  const module: Readonly<Record<string, unknown>> = await import(pathToFileURL(join(root, 'queries', file)).href)
  return [...source.matchAll(/^export const (\w+)/gm)].map(([, name = '']) => [name, module[name]])
}

/** A query's text under its name, its unit and the labels of its series; metrics have a test of their own. */
function shown(name: string, value: unknown): readonly string[] {
  if (!(value instanceof Query || value instanceof Condition) || (value instanceof Query && 'declared' in value))
    return []
  const labels: readonly string[] = value.labels
  const series = labels.length === 0 ? 'one series' : `one series per ${labels.join(', ')}`
  return [`# ${name}: ${value.unit}, ${series}\n${print(value.expr)}\n`]
}

test.each(files)('the queries of queries/%s say what they should', async (file) => {
  const queries = (await exportsOf(file)).flatMap(([name, value]) => shown(name, value))
  const path = `snapshots/${file.replace(/\.ts$/, '.promql')}`
  if (queries.length > 0) await expect(queries.join('\n')).toMatchFileSnapshot(path)
})
