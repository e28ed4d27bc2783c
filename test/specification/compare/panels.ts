import type { Dashboard } from '../../../build/language/dashboard.ts'
import type { Panel } from '../../../build/language/panel.ts'
import type { Definitions } from '../../../build/model/load.ts'
import { marksOf } from '../marks.ts'
import { meaning, wanted } from '../meaning.ts'
import { dashboards } from '../panels/all.ts'
import type { SpecifiedDashboard, SpecifiedPanel } from '../panels/panel.ts'
import { cited } from '../source.ts'
import { differing } from './differing.ts'

/** Where the dashboards show something else than the tables say, in sentences. */
export function breachesOfPanels({ dashboards: defined }: Definitions): readonly string[] {
  const missing = Object.keys(dashboards).filter((name) => !defined.some((each) => each.name === name))
  return [
    ...missing.map(
      (name) => `dashboards/${name}.ts: the specification has a dashboard of that name, and there is none.`,
    ),
    ...defined.flatMap(({ file, name, value }) => {
      const specified = dashboards[name]
      if (specified === undefined) return [`${file}: ${unwritten('panels/all.ts')}`]
      return [...wrongPanels(file, name, value, specified), ...wrongMarks(file, value, marksOf(name))]
    }),
  ]
}

const unwritten = (file: string) => `nothing says what it has to show; write it down in test/specification/${file}.`

/** The panels of a dashboard as it is defined, in reading order. */
export const panelsIn = ({ rows }: Dashboard): readonly Panel[] => rows.flatMap(({ lines }) => lines.flat())

function wrongPanels(file: string, name: string, value: Dashboard, specified: SpecifiedDashboard): readonly string[] {
  const { uid, panels } = specified
  const defined = panelsIn(value)
  const unknown = defined.filter(({ key }) => !Object.hasOwn(panels, key))
  return [
    ...(value.uid === uid ? [] : [`${file}: ${cited({ decided: `uid: ${uid}` })}, and it is ${value.uid}.`]),
    ...Object.entries(panels).flatMap(([key, wish]) => {
      const panel = defined.find((each) => each.key === key)
      if (panel === undefined) return [`${file}: ${cited(wish)}, and there is no panel with the key ${key}.`]
      return [...wrong(panel, wish)].map((what) => `${file} › ${panel.title}: ${cited(wish)}, and ${what}.`)
    }),
    ...unknown.map(({ title }) => `${file} › ${title}: ${unwritten(`panels/${name}.ts`)}`),
  ]
}

function* wrong({ type, targets, steps }: Panel, wish: SpecifiedPanel): Generator<string, void> {
  if (type !== wish.as) yield `it is drawn as a ${type} instead of a ${wish.as}`
  const colours = steps.flatMap(({ from }) => from ?? []).join(', ')
  const expected = wish.steps?.join(', ')
  if (expected !== undefined && colours !== expected)
    yield `it changes colour at ${colours || 'nothing'} instead of ${expected}`
  const shown = targets.map(({ legend, expr }) => ({ name: legend.replace(/ ?\{\{.*/, ''), expr }))
  const queries = typeof wish.shows === 'string' ? { '': wish.shows } : wish.shows
  for (const [name, query] of Object.entries(queries)) {
    const found = name === '' ? shown[0] : shown.find((each) => each.name === name)
    if (found === undefined) yield `it shows nothing called "${name}"`
    else {
      const differs = differing('query', wanted(query), meaning(found.expr))
      if (differs) yield name === '' ? differs.words : `of "${name}", ${differs.words}`
    }
  }
  const due = Object.keys(queries).length
  if (targets.length > due) yield `it shows ${targets.length} queries instead of ${due}`
}

function wrongMarks(file: string, { annotations }: Dashboard, marks: ReturnType<typeof marksOf>): readonly string[] {
  const unknown = annotations.filter(({ name }) => !Object.hasOwn(marks, name))
  return [
    ...Object.entries(marks).flatMap(([name, wish]) => {
      const mark = annotations.find((each) => each.name === name)
      if (mark === undefined) return [`${file}: ${cited(wish)}, and the dashboard has no mark "${name}".`]
      const differs = differing('query', wanted(wish.shows), meaning(mark.expr))
      return differs ? [`${file} › mark "${name}": ${cited(wish)}, and ${differs.words}.`] : []
    }),
    ...unknown.map(({ name }) => `${file} › mark "${name}": ${unwritten('marks.ts')}`),
  ]
}
