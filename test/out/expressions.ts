import { closeWindow } from '../../build/promql/rewrite.ts'
import type { Expr } from '../../build/promql/tree.ts'
import { mapSelectors } from '../../build/promql/walk.ts'
import { alertRules, dashboards, panels, pathsIn, textOf } from './generated.ts'

/** A query as a generated file says it, Grafana's variables included. */
export interface Written {
  readonly where: string
  readonly text: string
}

const ofPanels = (): readonly Written[] =>
  panels.flatMap(({ path, panel }) =>
    (panel.targets ?? []).map(({ refId, expr }) => ({ where: `${path} › ${panel.title} › ${refId}`, text: expr })),
  )

const ofAnnotations = (): readonly Written[] =>
  dashboards.flatMap(([path, { annotations }]) =>
    annotations.list.flatMap((annotation) =>
      annotation.target !== undefined && 'expr' in annotation.target
        ? [{ where: `${path} › annotation ${annotation.name}`, text: annotation.target.expr }]
        : [],
    ),
  )

/** Grafana asks for the series of the selector inside `label_values(selector, label)`. */
const ofVariables = (): readonly Written[] =>
  dashboards.flatMap(([path, { templating }]) =>
    templating.list.flatMap((variable) => {
      if (variable.type !== 'query') return []
      const query = typeof variable.query === 'string' ? variable.query : variable.query.query
      const selector = /^label_values\((.+), \w+\)$/s.exec(query)?.[1]
      return [{ where: `${path} › variable ${variable.name}`, text: selector ?? query }]
    }),
  )

const ofRules = (): readonly Written[] =>
  alertRules.map(({ path, alert, expr, labels }) => ({ where: `${path} › ${alert} (${labels.component})`, text: expr }))

const ofRunbooks = (): readonly Written[] =>
  pathsIn('runbooks', '.md').flatMap((path) =>
    [...textOf(path).matchAll(/^```promql\n(.+?)\n```$/gms)].map(([, text = ''], at) => ({
      where: `${path} › query ${at + 1}`,
      text,
    })),
  )

/** Every query of every generated file. */
export const written = { ofPanels, ofAnnotations, ofVariables, ofRules, ofRunbooks }

/** The query with Grafana's variables filled in: any window, and every value of a filter. */
export const filledIn = (expr: Expr): Expr =>
  mapSelectors(closeWindow(expr, '5m'), (selector) => {
    if (selector.is !== 'selector') return selector
    return {
      ...selector,
      ...(selector.range === '$__interval' && { range: '5m' }),
      matchers: selector.matchers.map((matcher) =>
        /^\$\w+$/.test(matcher.value) ? { ...matcher, value: '.*' } : matcher,
      ),
    }
  })
