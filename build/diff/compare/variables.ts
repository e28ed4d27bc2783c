import { below, isObject, textBelow } from '../../documents/values.ts'
import type { Change } from '../change.ts'
import { pair } from '../match/pair.ts'
import { Query } from '../promql/query.ts'
import { type Json, sourceName } from '../read/dashboard.ts'
import { change, shown } from '../words.ts'
import { withoutDefaults } from './defaults.ts'
import { queryDetail } from './detail.ts'
import { diffFields, without } from './fields.ts'
import { isGrafanaDefault, noise } from './grafana.ts'
import { fieldLines } from './lines.ts'

/** The variables of a dashboard; their order is noise. */
export function compareVariables(part: string, before: readonly Json[], after: readonly Json[]): readonly Change[] {
  const { pairs, removed, added } = pair(before, after, [nameOf, (each) => queryOf(each) || undefined])
  const line = (what: string): Change => ({ weight: 'data', part, what })
  return [
    ...removed.map((each) => line(`variable ${nameOf(each)} is removed`)),
    ...pairs.flatMap(([old, now]) => [
      ...(nameOf(old) === nameOf(now) ? [] : [line(`variable ${nameOf(old)} is now called ${nameOf(now)}`)]),
      ...variableQuery(part, old, now),
      ...fieldLines(
        { part, name: `variable ${nameOf(now)}` },
        diffFields(...evened(settingsOf(old, now), settingsOf(now, old)), isGrafanaDefault),
        (path) => (path === 'label' || path === 'description' ? 'appearance' : 'data'),
      ),
    ]),
    ...added.map((each) => line(`variable ${nameOf(each)} is new: ${shown(queryOf(each) || each.type)}`)),
  ]
}

const nameOf = ({ name }: Json): string => String(name)

const queryOf = (variable: Json): string =>
  (textBelow(variable, 'query') ?? textBelow(variable, 'query', 'query') ?? textBelow(variable, 'definition') ?? '')
    .replace(/\s+/g, ' ')
    .trim()

function variableQuery(part: string, old: Json, now: Json): readonly Change[] {
  const [before, after] = [new Query(queryOf(old)), new Query(queryOf(now))]
  if (before.equals(after)) return []
  const what = `variable ${nameOf(now)}: ${change(queryOf(old) || undefined, queryOf(now) || undefined)}`
  return [{ weight: 'data', part, what }]
}

/** The query of an annotation stood beside its name, before it was a target as those of panels are. */
const exprOf = (annotation: Json): string =>
  textBelow(annotation, 'expr') ?? textBelow(annotation, 'target', 'expr') ?? ''

function annotationSettings(annotation: Json): Json {
  const { target, step, ...rest } = without(annotation, ['expr', ...noise])
  return {
    ...rest,
    step: step ?? below(target, 'interval'),
    target: isObject(target) ? without(target, ['expr', 'interval', 'refId', ...noise]) : target,
  }
}

/** A data source that one version names and the other has as an object is compared by its name. */
function evened(old: Json, now: Json): readonly [Json, Json] {
  const isNamed = [old, now].some(({ datasource }) => typeof datasource === 'string')
  const even = ({ datasource, ...rest }: Json): Json => ({
    ...rest,
    datasource: isNamed ? sourceName(datasource) : isOfKind(datasource) ? undefined : datasource,
  })
  return [even(old), even(now)]
}

/** Whether a reference says no more than a kind of data source, as none at all does. */
const isOfKind = (datasource: unknown): boolean =>
  textBelow(datasource, 'uid') === undefined && textBelow(datasource, 'name') === undefined

/** What somebody chose last, and what a query answered, are states and no settings. */
function settingsOf(variable: Json, other: Json): Json {
  const isAsked = variable.type === 'query' || variable.type === 'datasource'
  const { current, ...rest } = without(withoutDefaults('variable', variable, other), [
    'name',
    'query',
    'definition',
    'options',
    'sort',
    ...noise,
  ])
  // A list of data sources is that of Grafana, which asks nobody for it.
  if (variable.type === 'datasource') return without(rest, ['refresh'])
  return isAsked ? rest : { ...rest, default: below(current, 'value') ?? current }
}

/** The queries whose answers are marked on the time axis. */
export function compareAnnotations(part: string, before: readonly Json[], after: readonly Json[]): readonly Change[] {
  const { pairs, removed, added } = pair(before, after, [nameOf])
  const line = (what: string): Change => ({ weight: 'data', part, what })
  return [
    ...removed
      .filter((each) => !isBuiltIn(each) || after.some(isBuiltIn))
      .map((each) => line(`annotation ${nameOf(each)} is removed`)),
    ...pairs.flatMap(([old, now]): readonly Change[] => {
      const [was, is] = [old, now].map((each) => new Query(exprOf(each)))
      const query =
        was === undefined || is === undefined || was.equals(is)
          ? []
          : [{ ...line(`annotation ${nameOf(now)}: the query changed`), detail: queryDetail(was, is) }]
      const fields = diffFields(...evened(annotationSettings(old), annotationSettings(now)), isGrafanaDefault)
      const subject = { part, name: `annotation ${nameOf(now)}` }
      return [...query, ...fieldLines(subject, fields, (path) => (path === 'iconColor' ? 'appearance' : 'data'))]
    }),
    ...added
      .filter((each) => !isBuiltIn(each) || before.some(isBuiltIn))
      .map((each) => line(`annotation ${nameOf(each)} is new`)),
  ]
}

/** Grafana adds its own annotation to every dashboard. */
const isBuiltIn = ({ builtIn }: Json): boolean => builtIn === 1 || builtIn === true
