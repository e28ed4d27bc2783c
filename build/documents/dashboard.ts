import type { Cursor } from './cursor.ts'
import { type AsksPrometheus, dataSourcesOf } from './data-source.ts'
import { excusesOfJson } from './excuses.ts'
import { panelFrom, targetFrom } from './panel.ts'
import type { Reading } from './reading.ts'
import { sectionsOf } from './sections.ts'
import type { Annotation, Dashboard, Panel, Variable } from './views.ts'

/** Reads a dashboard in Grafana's classic JSON, of today or with the `rows` of old; a resource around it tells its uid. */
export function readDashboard(root: Cursor, reading: Reading, uid?: string): Dashboard {
  const asks = dataSourcesOf(root.value)
  reading.waivers.push(...excusesOfJson(root, root.place([]), reading))
  return {
    file: root.file,
    place: root.place([]),
    uid: uid ?? root.get('uid').text,
    title: root.get('title').text ?? '',
    panels: reading.most(root, 'panels', placed(root)).flatMap((each) => readPanel(each, asks, reading)),
    variables: reading
      .most(root, 'variables', root.get('templating', 'list').items)
      .flatMap((variable) => readVariable(variable, asks)),
    annotations: root.get('annotations', 'list').items.flatMap((each) => readAnnotation(each, asks, reading)),
    json: root.record,
  }
}

interface Placed {
  readonly panel: Cursor
  readonly row: readonly string[]
  /** Whether its row is closed: the grid below it is then drawn as if the row were empty. */
  readonly isFolded: boolean
  /** Whether its row is of the form before the grid: Grafana finds a place for it by its span, and reads none that is written. */
  readonly isOld?: true
  readonly repeats: Panel['repeats']
}

/** Panels in reading order: those of a closed row stand inside it, those of an open row follow it. */
function placed(root: Cursor): readonly Placed[] {
  const at = cursorsIn(root)
  return sectionsOf(root.value).flatMap(({ row, isOld, inside, after }) => {
    const heading = row === undefined ? undefined : at.get(row)
    const title = heading?.get('title').text ?? ''
    const ofRow = heading === undefined ? [] : repeatsOf(heading)
    const place = (json: object, isFolded: boolean): readonly Placed[] => {
      const panel = at.get(json)
      if (panel === undefined) return []
      const repeats = [...ofRow, ...repeatsOf(panel)]
      return [{ panel, row: title === '' ? [] : [title], isFolded, ...(isOld && { isOld }), repeats }]
    }
    return [...inside.flatMap((json) => place(json, !isOld)), ...after.flatMap((json) => place(json, false))]
  })
}

/** Rows and panels by their values. */
function cursorsIn(root: Cursor): ReadonlyMap<unknown, Cursor> {
  const outer = [...root.get('panels').items, ...root.get('rows').items]
  return new Map([...outer, ...outer.flatMap((each) => each.get('panels').items)].map((each) => [each.value, each]))
}

const repeatsOf = (part: Cursor): Panel['repeats'] => [part.get('repeat').text ?? []].flat()

function readPanel(
  { panel, row, isFolded, isOld, repeats }: Placed,
  asks: AsksPrometheus,
  reading: Reading,
): readonly Panel[] {
  // What a library panel shows is not in the dashboard.
  if (!panel.isRecord || panel.get('libraryPanel').isThere) return []
  const type = panel.get('type').text ?? ''
  const isLog = type === 'logs'
  return [
    panelFrom({
      panel,
      row,
      type,
      fieldConfig: panel.get('fieldConfig'),
      gridPos: isFolded || isOld ? undefined : gridPosOf(panel.get('gridPos')),
      repeats,
      targets: (place) => {
        reading.waivers.push(...excusesOfJson(panel, place, reading))
        return reading.most(panel, 'queries', panel.get('targets').items).map((target) => {
          const sources = [target.get('datasource').value, panel.get('datasource').value]
          return targetFrom({ refId: undefined, query: target, sources }, place, isLog ? () => false : asks, reading)
        })
      },
    }),
  ]
}

function gridPosOf(pos: Cursor): Panel['gridPos'] {
  const [x, y, w, h] = ['x', 'y', 'w', 'h'].map((side) => pos.get(side).number)
  return x === undefined || y === undefined || w === undefined || h === undefined ? undefined : { x, y, w, h }
}

function readVariable(variable: Cursor, asks: AsksPrometheus): readonly Variable[] {
  const name = variable.get('name').text
  if (name === undefined) return []
  const type = variable.get('type').text ?? ''
  const place = variable.get('name').place([`variable ${name}`])
  const query = variable.get('query', 'query').isThere ? variable.get('query', 'query') : variable.get('query')
  const isAsked = type === 'query' && query.text !== undefined && asks(variable.get('datasource').value)
  return [
    {
      name,
      type,
      multi: variable.get('multi').value === true,
      includeAll: variable.get('includeAll').value === true,
      place,
      query: isAsked ? query.toldAt(place) : undefined,
    },
  ]
}

function readAnnotation(annotation: Cursor, asks: AsksPrometheus, reading: Reading): readonly Annotation[] {
  // Before it was a target as those of panels are, it stood beside the name.
  const target = annotation.get('target', 'expr')
  const expr = target.isThere ? target : annotation.get('expr')
  if ((expr.text ?? '').trim() === '' || !asks(annotation.get('datasource').value)) return []
  const query = reading.query(expr, [`annotation ${annotation.get('name').text ?? ''}`.trim()], true)
  return query === undefined ? [] : [{ ...query, texts: textsOf(annotation) }]
}

/** What the marks of an annotation say; without a title they are called after their alert. */
export const textsOf = (annotation: Cursor): Annotation['texts'] =>
  ['titleFormat', 'textFormat'].flatMap((key) => annotation.get(key).text || [])
