import { expect, test } from 'vitest'
import { parse } from 'yaml'
import { isCompared, textsIn } from '../../build/commands/diff/paths.ts'
import { compare } from '../../build/diff/compare.ts'
import { readVersion } from '../../build/diff/read/read.ts'
import { objectsBelow } from '../../build/documents/values.ts'
import { root } from '../support/root.ts'

/** What counts for nothing: positions, letters, defaults that queries override, what a viewer chose. */
const noise = [
  /^(?:version|schemaVersion|preload)$/,
  /^panels\.\d+\.(?:panels\.\d+\.)?(?:id|gridPos\.[xy]|datasource\..+|pluginVersion|fieldConfig\.defaults\.thresholds\.(?:mode|steps\.0\.value))$/,
  /^panels\.\d+\.(?:panels\.\d+\.)?targets\.\d+\.(?:refId|editorMode|range|datasource\.type)$/,
  /^templating\.list\.\d+\.(?:current\..*|sort|skipUrlSync|definition|query\.(?:qryType|refId))$/,
  // The first is that of data sources, which Grafana looks up at every load.
  /^templating\.list\.0\.refresh$/,
  /^annotations\.list\.\d+\.target\.refId$/,
  /^(?:panels\.\d+\.){0,2}links\.\d+\.(?!url|title|tags)/,
]
const isNoise = (path: string): boolean => noise.some((each) => each.test(path))

/** The innermost values of a JSON value, each with another one in its place. */
function* changed(
  value: unknown,
  path: readonly string[] = [],
): Generator<readonly [path: string, json: unknown], void> {
  if (typeof value === 'object' && value !== null) {
    for (const [key, inner] of Object.entries(value))
      for (const [at, other] of changed(inner, [...path, key])) {
        const copy: unknown = Array.isArray(value) ? [...value] : { ...value }
        Reflect.set(Object(copy), key, other)
        yield [at, copy]
      }
  } else if (typeof value === 'boolean') yield [path.join('.'), !value]
  else if (typeof value === 'number') yield [path.join('.'), value + 1]
  else if (typeof value === 'string') yield [path.join('.'), `${value}_changed`]
}

/** A row is as wide as the dashboard. */
function isRowSize(dashboard: unknown, path: string): boolean {
  const [, at] = /^panels\.(\d+)\.gridPos\./.exec(path) ?? []
  return at !== undefined && objectsBelow(dashboard, 'panels')[Number(at)]?.type === 'row'
}

// What a change of an objective does is told of its rules.
const files = textsIn(`${root}/out`).filter(
  ({ file }) => isCompared(file) && /\.(?:ya?ml|json)$/.test(file) && !file.startsWith('slo/'),
)
const version = (file: string, value: unknown) =>
  readVersion([{ file, text: JSON.stringify(value) }], { shown: 'test', isNamed: false })

test('there is something to change', () => {
  expect(files.length).toBeGreaterThan(12)
})

// Nothing that somebody changes may get lost.
test.each(files)('every value of $file', ({ file, text }) => {
  const value: unknown = parse(text)
  const before = version(file, value)
  const all = [...changed(value)].filter(([path]) => !isNoise(path) && !isRowSize(value, path))
  // A dashboard has thousands of values, and most are alike.
  const sample = all.length < 500 ? all : all.filter((_, at) => at % Math.ceil(all.length / 150) === 0)
  const silent = sample.filter(([, other]) => compare(before, version(file, other)).length === 0)
  expect(silent.map(([path]) => path)).toEqual([])
})
