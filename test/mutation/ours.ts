import { parse } from 'yaml'
import { compileDefinitions } from '../../build/compile.ts'
import { load } from '../../build/model/load.ts'
import { root } from '../support/root.ts'
import { isJson, type Json, listOf, textOf, type UnitKind } from './operator.ts'

const compiled = compileDefinitions(await load(root))
export const { model } = compiled

/** A generated file that is checked. */
export interface OurFile {
  readonly file: string
  readonly document: Json
}

export const ours: readonly OurFile[] = compiled.artifacts
  // The tests of rules are promtool's to judge, and the schema of the settings is an editor's.
  .filter(({ path }) => /\.(?:ya?ml|json)$/.test(path) && !/^(?:tests|reference|slo)\//.test(path))
  .map(({ path, text }) => ({ file: path, document: documentOf(path, text) }))

function documentOf(path: string, text: string): Json {
  const document: unknown = path.endsWith('.json') ? JSON.parse(text) : parse(text)
  if (!isJson(document)) throw new TypeError(`${path} is no mapping.`)
  return document
}

/** A part of a file that an operator may change, with the way to it. */
export interface Unit {
  readonly kind: UnitKind
  readonly file: string
  readonly name: string
  readonly path: readonly (string | number)[]
}

interface Listed {
  readonly value: Json
  readonly path: Unit['path']
}

const unitOf =
  (kind: UnitKind, name: string) =>
  ({ value, path }: Listed): Unit => ({ kind, file: '', name: textOf(value, name), path })

const inList = (document: Json, path: Unit['path']): readonly Listed[] =>
  listOf(valueAt(document, path)).map((value, at) => ({ value, path: [...path, at] }))

/** What stands at the end of a path. */
export const valueAt = (document: unknown, path: Unit['path']): unknown =>
  path.reduce<unknown>((value, key) => {
    if (Array.isArray(value)) return value[Number(key)]
    return isJson(value) ? value[key] : undefined
  }, document)

/** Every rule, panel, annotation, variable and whole file. */
export const units: readonly Unit[] = ours.flatMap(({ file, document }): readonly Unit[] =>
  [
    unitOf('file', '')({ value: document, path: [] }),
    ...inList(document, ['groups'])
      .flatMap(({ path }) => inList(document, [...path, 'rules']))
      .map(unitOf('rule', 'alert')),
    ...inList(document, ['panels']).map(unitOf('panel', 'title')),
    ...inList(document, ['annotations', 'list'])
      .filter(({ value }) => isJson(value.target))
      .map(unitOf('annotation', 'name')),
    ...inList(document, ['templating', 'list']).map(unitOf('variable', 'name')),
  ].map((each) => ({ ...each, file })),
)
