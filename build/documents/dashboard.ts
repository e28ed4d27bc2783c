import type { Cursor } from './cursor.ts'
import { type AsksPrometheus, dataSourcesOf } from './datasource.ts'
import { excusesOfJson } from './excuses.ts'
import { panelFrom, targetFrom } from './panel.ts'
import type { Reading } from './reading.ts'
import type { Annotation, Dashboard, Panel, Variable } from './views.ts'

/** Reads a dashboard in Grafana's classic JSON, of today or with the `rows` of old; a resource around it tells its uid. */
export function readDashboard(root: Cursor, reading: Reading, uid?: string): Dashboard {
  const asks = dataSourcesOf(root)
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
  let row: readonly string[] = []
  let rowRepeats: Panel['repeats'] = []
  const found: Placed[] = []
  for (const panel of root.get('panels').items.filter(isOriginal)) {
    if (panel.get('type').text === 'row') {
      const title = panel.get('title').text ?? ''
      row = title === '' ? [] : [title]
      rowRepeats = repeatsOf(panel)
      for (const inner of panel.get('panels').items.filter(isOriginal))
        found.push({ panel: inner, row, isFolded: true, repeats: [...rowRepeats, ...repeatsOf(inner)] })
    } else found.push({ panel, row, isFolded: false, repeats: [...rowRepeats, ...repeatsOf(panel)] })
  }
  for (const old of root.get('rows').items.filter(isOriginal)) {
    const title = old.get('title').text ?? ''
    for (const panel of old.get('panels').items.filter(isOriginal)) {
      const repeats = [...repeatsOf(old), ...repeatsOf(panel)]
      found.push({ panel, row: title === '' ? [] : [title], isFolded: false, isOld: true, repeats })
    }
  }
  return found
}

/** Older Grafanas saved a copy of what is repeated for each value that was chosen, and throw the copies away when they load it. */
const isOriginal = (part: Cursor): boolean => !part.get('repeatPanelId').isThere && !part.get('repeatRowId').isThere

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
          const sources = [target.get('datasource'), panel.get('datasource')]
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
  const isAsked = type === 'query' && query.text !== undefined && asks(variable.get('datasource'))
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
  if ((expr.text ?? '').trim() === '' || !asks(annotation.get('datasource'))) return []
  const query = reading.query(expr, [`annotation ${annotation.get('name').text ?? ''}`.trim()], true)
  return query === undefined ? [] : [{ ...query, texts: textsOf(annotation) }]
}

/** What the marks of an annotation say; without a title they are called after their alert. */
export const textsOf = (annotation: Cursor): Annotation['texts'] =>
  ['titleFormat', 'textFormat'].flatMap((key) => annotation.get(key).text || [])
