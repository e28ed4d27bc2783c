import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import { parse } from 'yaml'
import { compile } from '../../build/compile.ts'
import { writeOutput } from '../../build/output/write.ts'
import { type Dashboard, dashboardSchema } from '../support/dashboard-schema.ts'
import { root } from '../support/root.ts'
import { ruleFile } from '../support/rule-file.ts'

/** What the definitions of this checkout make now, whatever `out/` holds. */
export const compiled = await compile(root, 'none')

/** The generated files by their path inside `out/`. */
export const files: ReadonlyMap<string, string> = new Map(compiled.artifacts.map(({ path, text }) => [path, text]))

/** The paths of generated files, such as every `.md` below `runbooks`. */
export const pathsIn = (folder: string, ending: string): readonly string[] =>
  [...files.keys()].filter((path) => path.startsWith(`${folder}/`) && path.endsWith(ending))

/** A generated file's text. Throws where there is none. */
export function textOf(path: string): string {
  const text = files.get(path)
  if (text === undefined) throw new Error(`${path} is not generated`)
  return text
}

/** Writes the generated files into a folder that is removed after the test. */
export function writtenOut(): string {
  const home = mkdtempSync(join(tmpdir(), 'pybase-out-'))
  onTestFinished(() => rmSync(home, { recursive: true, force: true }))
  const folder = join(home, 'out')
  writeOutput(folder, compiled.artifacts)
  return folder
}

export const dashboards: readonly (readonly [path: string, dashboard: Dashboard])[] = pathsIn(
  'grafana-dashboards',
  '.json',
).map((path) => [path, dashboardSchema.parse(JSON.parse(textOf(path)))])

/** The panels that draw something, each with where it is found. */
export const panels = dashboards.flatMap(([path, { uid, panels }]) =>
  panels.flatMap((panel) => (panel.type === 'row' || panel.type === 'text' ? [] : [{ path, uid, panel }])),
)

/** Every alerting rule, as its file says it. */
export const alertRules = pathsIn('alerts', '.yml').flatMap((path) =>
  ruleFile.parse(parse(textOf(path))).groups.flatMap(({ rules }) => rules.map((rule) => ({ path, ...rule }))),
)
