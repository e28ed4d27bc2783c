import type { Query } from '../../documents/views.ts'
import type { Subject } from '../../model/subject.ts'
import { PromqlError } from '../../promql/error.ts'
import { parse } from '../../promql/parse.ts'
import type { Expr } from '../../promql/tree.ts'

/** What `label_values(metric{…}, label)` asks for: the series and the label, and where both stand in it. */
export interface Asked {
  readonly text: string
  readonly expr: Expr
  readonly from: number
  readonly label: string
  readonly at: number
}

/** What the query of a variable asks for; `undefined` where it is no `label_values` of a series. */
export function askedFor(query: string): Asked | undefined {
  const start = query.indexOf('(') + 1
  const comma = query.lastIndexOf(',')
  const end = query.lastIndexOf(')')
  const label = query.slice(comma + 1, end).trim()
  if (query.slice(0, start).trim() !== 'label_values(' || comma < start || !/^\w+$/.test(label)) return undefined
  const text = query.slice(start, comma)
  const expr = parsed(text)
  return expr && { text, expr, from: start, label, at: query.indexOf(label, comma) }
}

function parsed(text: string): Expr | undefined {
  try {
    return parse(text)
  } catch (error) {
    if (error instanceof PromqlError) return undefined
    throw error
  }
}

/** The selectors inside the queries of variables. */
export const variableQueriesOf = ({ dashboards }: Subject): readonly Query[] =>
  dashboards.flatMap(({ variables }) =>
    variables.flatMap(({ type, query = '', place }) => {
      const asked = type === 'query' ? askedFor(query) : undefined
      return asked === undefined ? [] : [{ place, text: asked.text, expr: asked.expr }]
    }),
  )
