import { nearest } from '../nearest.ts'
import { packageName } from '../place.js'
import { type Handle, moduleOf, reading, spelled, split } from './find.ts'
import { refuseUnprintable } from './names.ts'
import { type Repository, type Request, refused } from './request.ts'
import { importing, quoted, referring } from './source.ts'

/** Panels that draw one query or one histogram. */
export const drawings = ['timeseries', 'stat', 'gauge', 'bars', 'states', 'heatmap'] as const
export type Drawing = (typeof drawings)[number]

/** The panel's call, and the dashboard's text with what the call needs imported. */
export interface Drawn {
  readonly text: string
  readonly call: string
  readonly drawing: Drawing
}

interface Options {
  readonly title: string
  readonly handle: Handle
  /** The identifier of the alert that it shows, and the query as the alert reads it. */
  readonly alert?: { readonly name: string; readonly file: string; readonly over: string }
}

/** Writes the call that draws a query into a dashboard's text. Throws `Refused` for what cannot be drawn so. */
export function draw(
  text: string,
  request: Request,
  { definitions }: Repository,
  { title, handle, alert }: Options,
): Drawn {
  const read = reading(handle, definitions)
  const by = split(title, read, request.by)
  const drawing = alert === undefined ? drawingOf(request.type, title, handle) : 'timeseries'
  const labels = by === '' ? read.labels : request.by
  if (drawing === 'stat' && labels.length > 0)
    throw refused(
      title,
      `A stat shows one number, but ${spelled(handle)} has one series per ${labels.join(', ')}.`,
      'Choose another --type, or another query.',
    )
  const description =
    (alert === undefined ? request.text : undefined) ??
    describing(
      handle,
      read.metrics.map(({ facts }) => facts.help),
    )
  refuseUnprintable(title, 'The description of a panel', description)

  const [named, expression] = referring(text, moduleOf(handle), handle.name)
  const drawn = importing(named, drawing, packageName)
  const words = [quoted(title), expression + by + (alert?.over ?? ''), quoted(description)]
  if (alert === undefined) return { text: drawn, call: `${drawing}(${words.join(', ')})`, drawing }
  return {
    text: importing(drawn, alert.name, `../${alert.file}`),
    call: `${drawing}(${words.join(', ')}, { alert: ${alert.name} })`,
    drawing,
  }
}

function drawingOf(asked: string | undefined, title: string, { value }: Handle): Drawing {
  const isHistogram = 'type' in value && value.type === 'histogram'
  const drawing =
    asked === undefined
      ? isHistogram
        ? 'heatmap'
        : value.unit === 'state'
          ? 'states'
          : 'timeseries'
      : drawings.find((each) => each === asked)
  if (drawing === undefined) {
    const meant = nearest(asked ?? '', drawings)
    throw refused(
      title,
      `There is no type of panel ${asked}${meant === undefined ? '.' : `; did you mean ${meant}?`}`,
      `Types: ${drawings.join(', ')}.`,
    )
  }
  const needs = { heatmap: 'a histogram', gauge: 'a share', states: 'a yes or no' } as const
  const fits = { heatmap: isHistogram, gauge: value.unit === 'ratio', states: value.unit === 'state' } as const
  if (drawing in needs && !fits[drawing as keyof typeof fits])
    throw refused(
      title,
      `A panel of type ${drawing} draws ${needs[drawing as keyof typeof needs]}, which this is not.`,
      'Choose another --type, or another query.',
    )
  if (isHistogram && drawing !== 'heatmap')
    throw refused(title, 'A histogram is drawn as a heatmap.', 'Leave --type out, or draw a quantile of it.')
  return drawing
}

/** What the metrics behind a query measure, in the words of their help. */
function describing(handle: Handle, helps: readonly string[]): string {
  const sentences = helps.map((help) => (/[.!?]$/.test(help) ? help : `${help}.`))
  return sentences.join(' ') || `The value of ${spelled(handle)}.`
}
