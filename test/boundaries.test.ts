import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { sources as madeFrom } from '../build/preview/install/page.ts'
import { type Import, imports, importsOf, loadedBy, sources } from './support/imports.ts'

// Which part of the repository may import which. `type x` allows `import type` only.
const directions: Readonly<Record<string, readonly string[]>> = {
  dashboards: ['alerts', 'queries', 'build/index.ts'],
  alerts: ['queries', 'build/index.ts'],
  queries: ['build/index.ts', 'build/exporters', 'stack.ts'],
  'stack.ts': ['build/index.ts', 'build/pybase'],
  'vitest.config.ts': ['test/support/longest-first.ts', 'build/place.js'],
  // Small tools of the house.
  'build/cache.js': ['build/place.js'],
  'build/free-port.ts': [],
  'build/hash.js': ['build/place.js'],
  'build/html.ts': [],
  'build/kept.ts': ['build/cache.js'],
  'build/licenses.ts': ['build/place.js'],
  'build/modules.js': [],
  'build/nearest.ts': [],
  'build/node.js': ['build/cache.js'],
  'build/own.ts': [],
  'build/place.js': [],
  'build/project.js': ['build/place.js'],
  'build/running.ts': [],
  'build/stamp.ts': [],
  'build/strip.js': [],
  'build/typescript.js': ['build/node.js'],
  'build/unchanged.js': ['build/cache.js', 'build/definitions', 'build/hash.js', 'build/project.js'],
  // What is wrong, where, and what to do next; and how that is told.
  'build/findings': [],
  // PromQL throws what is wrong with a query as a problem.
  'build/promql': ['build/findings', 'build/nearest.ts'],
  'build/stack': ['build/findings', 'build/own.ts', 'build/promql'],
  // Releases decide what a job has; the rest of the settings is no word of the language.
  'build/language': [
    'build/findings',
    'build/nearest.ts',
    'build/own.ts',
    'build/promql',
    'build/stack/releases.ts',
    'type build/stack',
  ],
  // What is known of well-known exporters.
  'build/exporters': ['type build/language'],
  // What definitions are written with.
  'build/index.ts': ['type build/extension.ts', 'build/language', 'build/stack'],
  'build/output': ['build/findings'],
  // Anybody's files, with places.
  'build/documents': [
    'build/findings',
    'build/language',
    'build/nearest.ts',
    'build/output',
    'build/own.ts',
    'build/promql',
  ],
  // Definitions put together, and what is checked, theirs or anybody's.
  'build/model': [
    'build/documents',
    'build/findings',
    'build/language',
    'build/modules.js',
    'build/nearest.ts',
    'build/own.ts',
    'build/promql',
    'build/stack',
  ],
  // What shows that an alert does what it should: input for the rule tests, and what must be seen.
  'build/witness': [
    'build/findings',
    'build/language',
    'build/model',
    'build/own.ts',
    'build/promql',
    'type build/stack',
  ],
  'build/targets': [
    'build/cache.js',
    'build/documents',
    'build/findings',
    'build/html.ts',
    'build/kept.ts',
    'build/language',
    'build/model',
    'build/output',
    'build/own.ts',
    'build/promql',
    'build/stack',
    'build/witness',
  ],
  // Our definitions in the form in which they are checked, which is that of the files that we generate.
  'build/subject.ts': [
    'build/documents',
    'type build/findings',
    'type build/language',
    'type build/model',
    'build/promql',
    'build/stack',
    'build/targets',
  ],
  // Samples for the preview, drills and tests.
  'build/data': [
    'build/findings',
    'build/free-port.ts',
    'build/language',
    'build/model',
    'build/promql',
    'build/running.ts',
    'build/stack',
    'build/stamp.ts',
    'build/witness',
  ],
  // What happens to a healthy stack, and what the alerts make of it.
  'build/drills': [
    'build/cache.js',
    'build/data',
    'build/documents',
    'build/kept.ts',
    'build/language',
    'build/model',
    'build/promql',
    'build/targets',
    'build/witness',
  ],
  'build/checks': [
    'build/documents',
    'build/drills',
    'build/findings',
    'type build/kept.ts',
    'build/language',
    'build/model',
    'build/nearest.ts',
    'build/own.ts',
    'build/promql',
    'build/stack',
    'build/targets',
  ],
  // What two versions of anybody's files differ in.
  'build/diff': ['build/documents', 'build/findings', 'build/language', 'type build/model', 'build/promql'],
  // What sets an alert of anybody's off, and what does not; it runs in a browser, too.
  'build/explain': [
    'build/checks',
    'build/documents',
    'build/findings',
    'build/language',
    'build/model',
    'build/promql',
    'build/witness',
  ],
  // Pages about all that there is: they need the checks, the drills and the explanations, too.
  'build/reference': [
    'build/checks',
    'type build/documents',
    'build/drills',
    'build/explain',
    'build/kept.ts',
    'build/language',
    'build/model',
    'type build/output',
    'build/promql',
    'build/stack',
    'build/targets',
  ],
  // What is wrong with a running stack: what its servers tell, held against what is generated.
  'build/doctor': [
    'build/checks',
    'build/diff',
    'build/documents',
    'build/findings',
    'build/language',
    'build/model',
    'type build/output',
    'build/promql',
    'build/stack',
    'build/subject.ts',
    'build/targets',
  ],
  // What a project adds to the compiler: a part for each room that reads one.
  'build/extension.ts': [
    'type build/data',
    'type build/doctor',
    'type build/model',
    'type build/output',
    'type build/stack',
  ],
  // What alert rules would have done with what a Prometheus remembers.
  'build/history': [
    'build/doctor',
    'type build/documents',
    'build/drills',
    'build/findings',
    'build/model',
    'build/promql',
  ],
  // What queries read, and what would save it.
  'build/costs': ['build/language', 'build/model', 'build/promql', 'build/targets'],
  // Definitions before they are a model: loaded, their types checked, each cause told once.
  'build/definitions': [
    'build/cache.js',
    'build/findings',
    'build/language',
    'build/model',
    'build/modules.js',
    'build/nearest.ts',
    'build/place.js',
  ],
  'build/wrong.ts': [
    'build/checks',
    'type build/definitions',
    'type build/findings',
    'build/model',
    'build/subject.ts',
  ],
  'build/compile.ts': [
    'build/checks',
    'build/definitions',
    'type build/extension.ts',
    'build/findings',
    'type build/kept.ts',
    'build/model',
    'type build/output',
    'build/reference',
    'build/stack',
    'build/subject.ts',
    'build/targets',
    'build/witness',
    'build/wrong.ts',
  ],
  // What draws the dashboards: the page is a program of its own, for the browser, and so are the pictures.
  'build/preview/app': [
    'build/documents/data-source.ts',
    'build/documents/sections.ts',
    'type build/preview/server/protocol.ts',
  ],
  'build/preview/install': ['build/findings', 'build/running.ts', 'build/stamp.ts'],
  'build/preview/pictures': ['build/findings', 'build/output'],
  'build/preview/server': [
    'build/checks',
    'build/data',
    'build/definitions',
    'build/documents',
    'build/findings',
    'build/model',
    'build/subject.ts',
    'build/targets',
    'build/wrong.ts',
  ],
  'build/preview/vite.config.ts': [],
  // Somebody's dashboards and rules as definitions, and the proof that these are equal.
  'build/import': [
    'build/checks',
    'build/definitions',
    'build/diff',
    'build/documents',
    'build/explain',
    'build/findings',
    'build/index.ts',
    'build/init',
    'build/language',
    'build/model',
    'build/output',
    'build/place.js',
    'build/promql',
    'build/subject.ts',
    'build/targets',
  ],
  // Texts of definitions to be; the command reads and writes the files.
  'build/new': [
    'build/findings',
    'build/language',
    'build/model',
    'build/nearest.ts',
    'build/place.js',
    'build/promql',
  ],
  // The first definitions of a project.
  'build/init/template': ['build/index.ts'],
  'build/init': ['build/definitions', 'build/place.js'],
  'build/bundle': [
    'build/cache.js',
    'build/definitions',
    'build/hash.js',
    'build/modules.js',
    'build/place.js',
    'build/project.js',
    'build/typescript.js',
    'build/unchanged.js',
  ],
  'build/package': ['build/bundle', 'build/commands', 'build/licenses.ts', 'build/place.js'],
  'build/commands': [
    'build/cache.js',
    'build/checks',
    'build/compile.ts',
    'build/costs',
    'build/data',
    'build/definitions',
    'build/diff',
    'build/doctor',
    'build/documents',
    'build/drills',
    'build/explain',
    'build/findings',
    'build/hash.js',
    'build/history',
    'build/html.ts',
    'build/import',
    'build/init',
    'build/kept.ts',
    'type build/language',
    'build/licenses.ts',
    'build/model',
    'build/modules.js',
    'build/nearest.ts',
    'build/new',
    'build/output',
    'build/place.js',
    'build/preview/install',
    'type build/preview/pictures',
    'build/preview/server',
    'build/project.js',
    'build/promql',
    'build/stack',
    'build/subject.ts',
    'build/targets',
    'build/unchanged.js',
    'build/wrong.ts',
  ],
  // All that is PyBase's.
  'build/pybase': [
    'build/data',
    'build/doctor',
    'type build/extension.ts',
    'build/findings',
    'build/language',
    'type build/model',
    'build/output',
    'build/promql',
    'build/stack',
    'build/targets',
  ],
  // The launcher: plain JavaScript, which remembers builds that change nothing and loads the compiler, bundled where it can.
  'build/main.js': [
    'build/bundle',
    'build/commands',
    'build/node.js',
    'build/place.js',
    'build/typescript.js',
    'build/unchanged.js',
  ],
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
    'build/findings/styled.ts',
    'build/stamp.ts',
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

test('the preview builds its page anew for whatever the page is made from', () => {
  const page = [...sources.keys()].filter((file) => within(file, 'build/preview/app'))
  const loaded = new Set(page.flatMap((file) => [...loadedBy(file, [])]).filter((file) => sources.has(file)))
  const made = madeFrom.map((path) => join('build/preview', path))
  expect([...loaded].filter((file) => !made.some((place) => within(file, place)))).toEqual([])
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
