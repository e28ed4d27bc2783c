import { describe, expect, test } from 'vitest'
import { type Import, imports, importsOf, loadedBy, sources } from './support/imports.ts'

// Which part of the repository may import which. `type x` allows `import type` only.
const directions: Readonly<Record<string, readonly string[]>> = {
  dashboards: ['alerts', 'queries', 'build/index.ts'],
  alerts: ['queries', 'build/index.ts'],
  queries: ['build/index.ts', 'build/exporters', 'stack.ts'],
  'stack.ts': ['build/index.ts', 'build/pybase'],
  'vitest.config.ts': ['test/support/longest-first.ts', 'build/place.js'],
  'build/findings/problem.ts': [],
  'build/nearest.ts': [],
  'build/free-port.ts': [],
  'build/running.ts': [],
  // What earlier commands worked out, and may save a later one the work.
  'build/cache.js': ['build/place.js'],
  // Whose definitions a command is about.
  'build/project.js': ['build/place.js'],
  // Where the compiler is, and what it is called there.
  'build/place.js': [],
  'build/hash.js': ['build/place.js'],
  'build/kept.ts': ['build/cache.js'],
  'build/promql': ['build/findings/problem.ts', 'build/nearest.ts'],
  // Releases decide what a job has; the rest of the settings is no word of the language.
  'build/language': [
    'build/promql',
    'build/findings/problem.ts',
    'build/nearest.ts',
    'build/own.ts',
    'build/stack/releases.ts',
    'type build/stack',
  ],
  'build/stack': ['build/findings/problem.ts', 'build/promql', 'build/own.ts'],
  // What definitions are written with.
  'build/index.ts': ['build/language', 'build/stack', 'type build/extension.ts'],
  // The first definitions of a project.
  'build/init/template': ['build/index.ts'],
  'build/init': ['build/definitions', 'build/place.js'],
  'build/package': ['build/bundle', 'build/commands', 'build/licenses.ts', 'build/place.js'],
  'build/licenses.ts': ['build/place.js'],
  // How well-known exporters are run.
  'build/exporters': ['type build/language'],
  // Our definitions in the form in which they are checked, which is that of the files that we generate.
  'build/subject.ts': [
    'build/model',
    'build/targets',
    'build/language',
    'build/promql',
    'build/stack',
    // What was imported is read as anybody's is.
    'build/documents',
    'type build/checks',
  ],
  'build/model': [
    'build/language',
    'build/promql',
    'build/modules.js',
    'build/findings/problem.ts',
    'build/nearest.ts',
    'build/own.ts',
    'build/stack',
    'type build/checks',
    'type build/extension.ts',
  ],
  // What a project adds to the compiler.
  'build/extension.ts': [
    'type build/doctor',
    'type build/model',
    'type build/data',
    'type build/stack',
    'type build/targets',
  ],
  // All that is PyBase's.
  'build/pybase': [
    'build/doctor',
    'build/language',
    'build/data',
    'build/findings/problem.ts',
    'build/promql',
    'build/stack',
    'build/targets',
    'type build/extension.ts',
    'type build/model',
  ],
  // Anybody's metrics, as their processes expose them.
  'build/own.ts': [],
  'build/html.ts': [],
  'build/findings/printable.ts': [],
  'build/documents/exposition': ['build/language', 'build/promql', 'build/findings/problem.ts', 'type build/model'],
  'build/checks': [
    'build/documents/convert',
    'build/documents/exposition',
    'build/drills/rules.ts',
    'build/drills/touched.ts',
    'build/model',
    'build/language',
    'build/promql',
    'build/targets',
    'build/findings/problem.ts',
    'build/nearest.ts',
    'build/own.ts',
    'build/findings/printable.ts',
    'build/stack',
    'type build/kept.ts',
  ],
  // What shows that an alert does what it should: input for the rule tests, and what must be seen.
  'build/witness': [
    'build/model',
    'build/language',
    'build/promql',
    'build/findings/problem.ts',
    'build/own.ts',
    'type build/stack',
  ],
  // Drills: what happens to a healthy stack, and what the alerts make of it.
  'build/drills': [
    'build/cache.js',
    'build/hash.js',
    'build/kept.ts',
    'build/data',
    'build/checks/support/routing.ts',
    'build/documents/values.ts',
    'build/targets/alertmanager.ts',
    'build/targets/rules.ts',
    'build/witness/simulate.ts',
    'build/witness/template.ts',
    'build/witness/underivable.ts',
    'build/witness/world.ts',
    'build/model',
    'build/language',
    'build/promql',
  ],
  // What queries read, and what would save it.
  'build/costs': ['build/targets/grafana/resolution.ts', 'build/model', 'build/language', 'build/promql'],
  // What alert rules would have done with what a Prometheus remembers.
  'build/history': [
    'build/documents',
    'type build/checks',
    'build/doctor/client',
    'build/doctor/prometheus',
    'build/drills',
    'build/promql',
    'build/findings/problem.ts',
  ],
  'build/targets': [
    'build/html.ts',
    'build/cache.js',
    'build/kept.ts',
    'build/drills/input.ts',
    'build/documents/convert/words.ts',
    'build/witness',
    'build/model',
    'build/language',
    'build/promql',
    'build/findings/problem.ts',
    'build/nearest.ts',
    'build/own.ts',
    'build/stack',
    // The reference tells who reads a metric, with the same eyes as the checks.
    'build/model/queries.ts',
    'build/checks/all.ts',
    'build/checks/classes.ts',
    'build/checks/coverage.ts',
    'build/checks/settings/shape.ts',
    // And what sets each alert off.
    'build/explain',
    'build/checks/support/rules.ts',
    'type build/checks',
  ],
  // Dashboards of version 2 in the classic form.
  'build/documents/convert': [
    'build/documents',
    'build/documents/values.ts',
    'build/findings/printable.ts',
    'build/findings/problem.ts',
  ],
  // What two versions of anybody's files differ in, read with the eyes of the checks.
  'build/diff': [
    'type build/model/drills.ts',
    'build/documents/convert',
    'build/documents',
    'build/documents/values.ts',
    'build/documents/grafana-units.ts',
    'build/language/units.ts',
    'build/promql',
    'build/findings/problem.ts',
  ],
  // What sets an alert of anybody's off, and what does not; it runs in a browser, too.
  'build/explain': [
    'build/checks',
    'build/witness',
    'build/model',
    'build/language',
    'build/promql',
    'build/findings/problem.ts',
    'build/findings/printable.ts',
    'build/documents/yaml-text.ts',
  ],
  // Texts of definitions to be; the command reads and writes the files.
  'build/new': [
    'build/model',
    'build/language',
    'build/promql',
    'build/place.js',
    'build/findings/problem.ts',
    'build/nearest.ts',
  ],
  // Somebody's dashboards and rules as definitions, and the proof that these are equal.
  'build/import': [
    'build/checks',
    'build/documents/convert',
    'build/definitions',
    'build/diff',
    'build/explain/carried.ts',
    'build/explain/uses.ts',
    'build/index.ts',
    'build/init',
    'build/language',
    'build/model',
    'build/output',
    'build/place.js',
    'build/findings/printable.ts',
    'build/findings/problem.ts',
    'build/promql',
    'build/subject.ts',
    'build/targets/grafana/dashboard.ts',
    'build/targets/imported.ts',
    'type build/targets',
  ],
  'build/output': ['build/findings/problem.ts', 'type build/targets'],
  // Definitions before they are a model: loaded, their types checked, each cause told once.
  'build/definitions': [
    'build/place.js',
    'build/project.js',
    'build/cache.js',
    'build/model',
    'build/language/demands/shown.ts',
    'build/language/units.ts',
    'build/modules.js',
    'build/findings/problem.ts',
    'build/nearest.ts',
    'type build/checks',
  ],
  'build/wrong.ts': ['build/checks', 'build/model', 'build/subject.ts', 'type build/definitions'],
  'build/compile.ts': [
    'type build/kept.ts',
    'build/definitions',
    'build/wrong.ts',
    'build/checks',
    'build/model',
    'build/subject.ts',
    'build/targets',
    'build/witness',
    'build/findings/problem.ts',
    'build/stack',
  ],
  // What is wrong with a running stack: what its servers tell, held against what is generated.
  'build/doctor': [
    'build/diff',
    'build/findings/printable.ts',
    'build/targets',
    'build/documents/exposition',
    'build/documents',
    'build/checks/support',
    'type build/checks',
    'build/subject.ts',
    'build/model',
    'build/language',
    'build/promql',
    'build/stack',
    'build/findings/problem.ts',
  ],
  // What draws the dashboards: the page is a program of its own, for the browser, and so are the pictures.
  'build/preview/app': ['type build/preview/server/protocol.ts'],
  'build/preview/pictures': ['build/output/replace.ts', 'build/findings/problem.ts'],
  'build/preview/vite.config.ts': [],
  'build/data': [
    'build/free-port.ts',
    'build/running.ts',
    'build/stamp.ts',
    'build/model',
    'build/witness/simulate.ts',
    'build/language',
    'build/promql',
    'build/stack',
    'build/findings/problem.ts',
  ],
  'build/preview/install': ['build/running.ts', 'build/findings/problem.ts'],
  'build/preview/server': [
    'build/definitions',
    'build/wrong.ts',
    'build/data',
    'build/documents/convert',
    'build/documents',
    'build/documents/values.ts',
    'build/findings/render.ts',
    'build/checks/run.ts',
    'build/model',
    'build/subject.ts',
    'build/targets/grafana',
    'build/targets/runbooks.ts',
    'build/findings/problem.ts',
  ],
  // `validate` reads which release of promtool it needs.
  'build/commands': [
    'build/html.ts',
    'build/modules.js',
    'build/place.js',
    'build/project.js',
    'build/cache.js',
    'build/hash.js',
    'build/kept.ts',
    'build/unchanged.js',
    'build/definitions',
    'build/wrong.ts',
    'build/data',
    'build/preview/install',
    'build/preview/server',
    'type build/preview/pictures/job.ts',
    'build/documents/exposition',
    'build/compile.ts',
    'build/documents/convert',
    'build/costs',
    'build/diff',
    'build/drills',
    'build/history',
    'build/explain',
    'build/init',
    'build/licenses.ts',
    'build/import',
    'build/new',
    'build/doctor',
    'build/output',
    'build/stack',
    'build/findings/problem.ts',
    'build/nearest.ts',
    'build/findings/printable.ts',
    'build/checks',
    'build/model',
    'type build/language',
    'build/promql',
    'build/subject.ts',
    'build/targets',
    'stack.ts',
  ],
  // The launcher: plain JavaScript, which remembers builds that change nothing and loads the compiler, bundled where it can.
  'build/main.js': [
    'build/bundle/bundled.js',
    'build/commands/run.ts',
    'build/node.js',
    'build/place.js',
    'build/typescript.js',
    'build/unchanged.js',
  ],
  'build/bundle': [
    'build/cache.js',
    'build/definitions/files.js',
    'build/hash.js',
    'build/modules.js',
    'build/place.js',
    'build/project.js',
    'build/typescript.js',
    'build/unchanged.js',
  ],
  'build/node.js': ['build/cache.js'],
  'build/typescript.js': ['build/node.js'],
  'build/strip.js': [],
  'build/unchanged.js': ['build/project.js', 'build/definitions/files.js', 'build/cache.js', 'build/hash.js'],
}

/** Which files may import a package; `type x` allows `import type` only. Those of Node are for machinery alone. */
const packages: Readonly<Record<string, readonly string[]>> = {
  zod: [
    'build/doctor',
    'build/history',
    'build/extension.ts',
    'build/pybase/settings.ts',
    'build/stack',
    'build/commands/report.ts',
    'build/commands/rules.ts',
  ],
  yaml: [
    'build/stack',
    'build/language/openslo.ts',
    'build/documents/yaml-text.ts',
    'build/documents/yaml.ts',
    'build/documents/yaml-comments.ts',
    'build/commands/rules.ts',
  ],
  marked: ['build/targets/runbook-page.ts', 'build/preview/app'],
  '@prometheus-io/lezer-promql': ['build/promql'],
  typescript: ['build/definitions/types'],
  'tsx/esm/api': ['build/typescript.js'],
  esbuild: ['build/bundle/definitions.js', 'build/bundle/make.js', 'build/strip.js', 'build/commands/explain/page.ts'],
  chokidar: ['build/commands/watch.ts'],
  '@lezer/common': ['type build/promql'],
  '@grafana/grafana-foundation-sdk': ['type build/targets'],
  'vitest/config': ['vitest.config.ts'],
  // The preview's own, of its own package.json.
  '@emotion/css': ['build/preview/app'],
  '@emotion/react': ['build/preview/app'],
  '@grafana/data': ['build/preview/app'],
  '@grafana/i18n': ['build/preview/app'],
  '@grafana/schema': ['build/preview/app'],
  '@grafana/ui': ['build/preview/app'],
  'd3-scale-chromatic': ['build/preview/app'],
  react: ['build/preview/app'],
  'react-dom': ['build/preview/app'],
  rxjs: ['build/preview/app'],
  uplot: ['build/preview/app'],
  pixelmatch: ['build/preview/pictures'],
  'playwright-core': ['build/preview/pictures'],
  pngjs: ['build/preview/pictures'],
  vite: ['build/preview/vite.config.ts'],
  'node:': [
    'build/history/range.ts',
    // A file of OpenSLO is a definition that somebody else wrote.
    'build/language/openslo.ts',
    'build/bundle',
    'build/cache.js',
    'build/hash.js',
    'build/place.js',
    'build/licenses.ts',
    'build/init',
    'build/package',
    'build/kept.ts',
    'build/node.js',
    'build/typescript.js',
    'build/strip.js',
    'build/unchanged.js',
    'build/free-port.ts',
    'build/data',
    'build/preview/install',
    'build/preview/pictures',
    'build/preview/server',
    'build/preview/vite.config.ts',
    'build/documents',
    'build/commands',
    'build/definitions',
    'build/import',
    'build/model',
    'build/project.js',
    'build/output',
    'build/pybase',
    'build/stack',
    'build/targets',
    'build/doctor/client',
  ],
}

const within = (path: string, place: string): boolean => path === place || path.startsWith(`${place}/`)
const isPackage = ({ from }: Import): boolean => !/\.(?:tsx?|js)$/.test(from)
const allowed = (places: readonly string[], path: string, type: boolean): boolean =>
  places.some((place) => within(path, place.replace(/^type /, '')) && (type || !place.startsWith('type ')))

/** What is wrong with an import, in a sentence. */
function offence(each: Import): readonly string[] {
  const { file, from, type } = each
  if (isPackage(each)) {
    const [, places = []] = Object.entries(packages).find(([name]) => isOf(from, name)) ?? []
    return allowed(places, file, type) ? [] : [`${file} imports ${type ? 'types of ' : ''}${from}: ${may(places)}`]
  }
  const [part, targets = []] = Object.entries(directions).find(([name]) => within(file, name)) ?? []
  if (part === undefined) return [`${file} is in no part that test/boundaries.test.ts knows`]
  if (within(from, part) || allowed(targets, from, type)) return []
  return [`${file} imports ${type ? 'types of ' : ''}${from}: ${part} may import ${[part, ...targets].join(', ')}`]
}
const isOf = (module: string, name: string): boolean =>
  name.endsWith(':') ? module.startsWith(name) : within(module, name)
const may = (places: readonly string[]): string =>
  places.length === 0 ? 'no file outside test/ may' : `only ${places.join(', ')} may`

const written = imports.filter(({ file }) => !file.startsWith('test/'))

test('imports go in one direction', () => {
  expect(written.filter((each) => !isPackage(each)).flatMap(offence)).toEqual([])
})

test('packages are imported where they are declared', () => {
  expect(written.filter(isPackage).flatMap(offence)).toEqual([])
})

test('only one file imports a file whose name is computed', () => {
  const computed = [...sources].filter(([file, text]) => !file.startsWith('test/') && /\bimport\((?!\s*')/.test(text))
  expect(computed.map(([file]) => file)).toEqual(['build/modules.js'])
})

/** What somebody wrote in PromQL: a query, a panel with its queries, an objective. */
const escapeHatches = ['build/language/raw.ts', 'build/language/verbatim.ts', 'build/language/openslo.ts']

test('the language loads no PromQL grammar, except for its escape hatches', () => {
  const language = [...sources.keys()].filter((file) => within(file, 'build/language') && !escapeHatches.includes(file))
  const heavy = language.filter((file) => loadedBy(file, escapeHatches).has('@prometheus-io/lezer-promql'))
  expect(heavy.map((file) => `${file} loads @prometheus-io/lezer-promql`)).toEqual([])
  for (const each of escapeHatches) expect(loadedBy(each, [])).toContain('@prometheus-io/lezer-promql')
})

test('only dev and preview load the watcher', () => {
  const commands = [...sources.keys()].filter((file) => /^build\/commands\/[\w-]+\.ts$/.test(file))
  const watching = commands.filter((file) => loadedBy(file, []).has('chokidar'))
  expect(watching.sort()).toEqual(['dev', 'preview', 'watch'].map((name) => `build/commands/${name}.ts`))
})

test('definitions load no package but what the settings need', () => {
  const definitions = [...sources.keys()].filter((file) => /^(?:alerts|dashboards|queries)\//.test(file))
  const loaded = definitions.flatMap((file) =>
    [...loadedBy(file, ['stack.ts', 'build/index.ts'])]
      .filter((each) => !each.endsWith('.ts'))
      .map((each) => `${file} loads ${each}`),
  )
  expect(loaded).toEqual([])
})

describe('this test sees', () => {
  test.each([
    ["import { a } from './a.ts'", 'x/a.ts', false, false],
    ["import a from '../a.ts'", 'a.ts', false, false],
    ["import * as a from './a.ts'", 'x/a.ts', false, false],
    ["import {\n  a,\n  type b,\n} from './a.ts'", 'x/a.ts', false, false],
    ["import a, { b } from './a.ts'", 'x/a.ts', false, false],
    ["import type { a } from './a.ts'", 'x/a.ts', true, false],
    ["import { type a } from './a.ts'", 'x/a.ts', false, false],
    ["export { default as a } from './a.ts'", 'x/a.ts', false, false],
    ["export * from './a.ts'", 'x/a.ts', false, false],
    ["import 'vitest'", 'vitest', false, false],
    ["const { a } = await import('./a.ts')", 'x/a.ts', false, true],
  ])('%s', (text, from, type, late) => {
    expect(importsOf('x/y.ts', text)).toEqual([{ file: 'x/y.ts', from, type, late }])
  })

  test.each([
    ['build/checks/a.ts', "import * as http from '../../queries/http.ts'", /imports queries\/http.ts/],
    [
      'build/targets/a.ts',
      "const { a } = await import('../../dashboards/overview.ts')",
      /imports dashboards\/overview.ts/,
    ],
    ['queries/http.ts', "import { high } from '../alerts/high.ts'", /imports alerts\/high.ts/],
    ['alerts/high.ts', "import overview from '../dashboards/overview.ts'", /imports dashboards\/overview.ts/],
    [
      'build/promql/print.ts',
      "import { sum } from '../language/functions.ts'",
      /imports build\/language\/functions.ts/,
    ],
    ['build/language/a.ts', "import { stackSchema } from '../stack/schema.ts'", /imports build\/stack\/schema.ts/],
    ['build/model/a.ts', "import { tool } from '../../test/support/tools.ts'", /imports test\/support\/tools.ts/],
    ['build/model/a.ts', "import { test } from 'vitest'", /imports vitest: no file outside test\/ may/],
    [
      'build/targets/a.ts',
      "import { Panel } from '@grafana/grafana-foundation-sdk/stat'",
      /only type build\/targets may/,
    ],
    ['build/language/a.ts', "import { readFileSync } from 'node:fs'", /imports node:fs/],
    ['tools/a.ts', "import { a } from './b.ts'", /in no part/],
  ])('what is wrong in %s: %s', (file, text, sentence) => {
    expect(importsOf(file, text).flatMap(offence)).toEqual([expect.stringMatching(sentence)])
  })

  test('every file', () => {
    expect(sources.size).toBeGreaterThan(100)
    expect(imports.length).toBeGreaterThan(400)
    // Counted in another way: nothing that looks like an import was passed over.
    for (const [file, text] of sources) {
      const looks = text.split('\n').filter((line) => /^(?:import\b.*'|export\b.*\bfrom '|\} from ')/.test(line)).length
      expect(importsOf(file, text).filter(({ late }) => !late).length, file).toBe(looks)
    }
  })
})
