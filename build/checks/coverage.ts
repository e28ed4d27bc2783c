/** What stops a class of defects other than a check, or why nothing does. */
export type Beyond =
  /** It does not compile; the type test proves it. */
  | { readonly by: 'compiler'; readonly test: string }
  /** The compiler's output cannot contain it; the test proves it. */
  | { readonly by: 'construction'; readonly why: string; readonly test: string }
  | { readonly by: 'nobody'; readonly why: string }

const typeTest = (name: string): Beyond => ({ by: 'compiler', test: `test/language/${name}.test-d.ts` })
const built = (test: string, why: string): Beyond => ({ by: 'construction', test, why })
const nobody = (why: string): Beyond => ({ by: 'nobody', why })

/** By class of defects. */
export const beyondChecks: Readonly<Record<string, Beyond>> = {
  M01: typeTest('labels'),
  M02: nobody('only the running application knows; a contract test against real expositions is its own work'),
  M04: typeTest('functions'),
  M05: typeTest('names'),
  M11: typeTest('labels'),
  I01: typeTest('values'),
  I02: typeTest('values'),
  I03: nobody('only the running application knows; a contract test against real expositions is its own work'),
  L01: typeTest('labels'),
  L02: typeTest('values'),
  L03: typeTest('values'),
  L09: nobody('PyBase has one environment: there is no label that every query would have to keep'),
  L10: built('test/queries/promql.test.ts', 'every selector names its jobs'),
  T01: typeTest('functions'),
  T02: typeTest('functions'),
  T03: typeTest('names'),
  T05: typeTest('functions'),
  T06: typeTest('functions'),
  T07: typeTest('functions'),
  T08: typeTest('functions'),
  T09: typeTest('functions'),
  T10: typeTest('functions'),
  A02: typeTest('units'),
  A05: typeTest('alerts'),
  A08: typeTest('functions'),
  A10: typeTest('functions'),
  R03: typeTest('windows'),
  R05: typeTest('functions'),
  H01: typeTest('units'),
  H02: typeTest('units'),
  H03: typeTest('units'),
  H05: typeTest('units'),
  H07: typeTest('units'),
  H09: typeTest('alerts'),
  N02: typeTest('labels'),
  N03: typeTest('labels'),
  N10: typeTest('alerts'),
  N13: built('test/targets/yaml.test.ts', 'one serializer writes all YAML and quotes what would be read as something else'),
  N14: nobody('generated rule tests are their own work'),
  D06: typeTest('panels'),
  D08: typeTest('panels'),
  D09: typeTest('panels'),
  G01: built('test/out/dashboards.test.ts', "legends derive from the query's labels"),
  G02: built('test/out/dashboards.test.ts', "legends derive from the query's labels"),
  U01: built('test/out/dashboards.test.ts', "units derive from the metric's name"),
  U05: typeTest('panels'),
  U06: typeTest('panels'),
}
