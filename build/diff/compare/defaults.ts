import { below, isObject } from '../../documents/values.ts'
import type { Json } from '../read/dashboard.ts'
import { grafanaDefaults } from './grafana-defaults.ts'

/**
 * A panel, by its type, or a variable without the settings that Grafana writes by itself and that the other version lacks:
 * what is absent there is taken for the same.
 */
export function withoutDefaults(type: string, json: Json, other: Json): Json {
  const defaults = Object.hasOwn(grafanaDefaults, type) ? grafanaDefaults[type] : undefined
  return defaults === undefined ? json : stripped(json, other, '', defaults)
}

function stripped(value: Json, other: Json, path: string, defaults: Json): Json {
  return Object.fromEntries(
    Object.entries(value).flatMap(([key, each]) => {
      const at = path === '' ? key : `${path}.${key}`
      const theirs = below(other, key)
      if (isObject(each)) return [[key, stripped(each, isObject(theirs) ? theirs : {}, at, defaults)]]
      return theirs === undefined && Object.hasOwn(defaults, at) && isSame(defaults[at], each) ? [] : [[key, each]]
    }),
  )
}

const isSame = (a: unknown, b: unknown): boolean =>
  a === b || (Array.isArray(a) && JSON.stringify(a) === JSON.stringify(b))
