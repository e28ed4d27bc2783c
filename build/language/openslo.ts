import { readFileSync } from 'node:fs'
import { parseAllDocuments } from 'yaml'
import { Refused } from '../findings/problem.ts'
import { isDuration } from '../promql/duration.ts'
import { PromqlError } from '../promql/error.ts'
import { parse } from '../promql/parse.ts'
import { isOpen, selectors } from '../promql/rewrite.ts'
import { type Expr, openWindow } from '../promql/tree.ts'
import { mapSelectors } from '../promql/walk.ts'
import { isPlain } from './demands/demand.ts'
import { shown } from './demands/shown.ts'
import { type Open, Query } from './query.ts'
import type { Component } from './register.ts'
import { rounded } from './slo/pairs.ts'
import { type About, type Slo, slo } from './slo.ts'
import type { Window } from './units.ts'

/** What a file of OpenSLO does not say. */
type Besides = Partial<Pick<About, 'component' | 'alert' | 'atLeast' | 'insteadOf' | 'diagnosis'>>

/**
 * The SLO of a file in OpenSLO v1, which counts good or bad events with Prometheus:
 * `fromOpenSLO(new URL('./checkout.yaml', import.meta.url))`. Its service is the component, unless another is named. Throws
 * `Refused` for what the file lacks, or asks otherwise.
 */
export function fromOpenSLO(file: URL | string, besides: Besides = {}): Slo {
  const { name, service, side, part, total, ...said } = read(file)
  const { component = service as Component, ...others } = besides
  const about = { ...said, ...others, component }
  return side === 'good' ? slo(name, { ...about, total, good: part }) : slo(name, { ...about, total, bad: part })
}

/** What a file says of an SLO, as slo() takes it. */
interface Written {
  readonly name: string
  readonly title: string
  readonly promise?: string
  readonly objective: `${number}%`
  readonly over: Window
  /** What the file calls the service. */
  readonly service: string
  readonly side: 'good' | 'bad'
  readonly part: Query<string, 'count/s', Open>
  readonly total: Query<string, 'count/s', Open>
}

function read(file: URL | string): Written {
  const refuse: Refuse = (what, next) => {
    throw new Refused({ where: `fromOpenSLO(${shown(String(file).replace(/^.*\//, ''))})`, what, next })
  }
  const all = documentsOf(file, refuse)
  const [document, ...others] = all.filter(({ kind }) => kind === 'SLO')
  if (document === undefined)
    return refuse(`The file has no document of the kind SLO, but ${kindsOf(all)}.`, 'Give it a file with one SLO.')
  if (others.length > 0)
    return refuse(`The file has ${others.length + 1} documents of the kind SLO.`, 'Put each into a file of its own.')
  if (document.apiVersion !== 'openslo/v1')
    return refuse(`Its apiVersion is ${shown(document.apiVersion)}, and read is openslo/v1.`, 'Bring the file to v1.')
  const at = new Reader(document, refuse)
  if (at.text('spec.budgetingMethod') !== 'Occurrences')
    return refuse(
      `spec.budgetingMethod is ${shown(at.find('spec.budgetingMethod'))}, and events are counted here, not slices of time.`,
      'Write Occurrences.',
    )
  return { ...naming(at), ...periodOf(at, refuse), ...targetOf(at, refuse), ...indicatorOf(at, all, refuse) }
}

type Refuse = (what: string, next: string) => never
type Fields = Readonly<Record<string, unknown>>

function documentsOf(file: URL | string, refuse: Refuse): readonly Fields[] {
  let text: string
  try {
    text = readFileSync(file, 'utf8')
  } catch (error) {
    return refuse(
      `The file cannot be read: ${(error as Error).message}.`,
      'Correct its path: new URL(…, import.meta.url).',
    )
  }
  const documents = parseAllDocuments(text)
  const [broken] = documents.flatMap(({ errors }) => errors)
  if (broken !== undefined) return refuse(`The file is no YAML: ${broken.message.split('\n')[0]}`, 'Mend it there.')
  return documents.map((document) => document.toJS() as unknown).filter(isPlain)
}

const kindsOf = (all: readonly Fields[]): string => all.map(({ kind }) => shown(kind)).join(', ') || 'none at all'

/** Reads fields by their paths. */
class Reader {
  readonly #fields: unknown
  readonly #refuse: Refuse

  constructor(fields: unknown, refuse: Refuse) {
    this.#fields = fields
    this.#refuse = refuse
  }

  find(path: string): unknown {
    return path.split('.').reduce<unknown>((value, key) => {
      if (Array.isArray(value)) return value[Number(key)]
      return isPlain(value) && Object.hasOwn(value, key) ? value[key] : undefined
    }, this.#fields)
  }

  text(path: string): string {
    const value = this.find(path)
    if (typeof value === 'string' && value.trim() !== '') return value.trim()
    return this.#refuse(`${path} should be a text, and is ${shown(value)}.`, `Write ${path}.`)
  }
}

function naming(at: Reader): Pick<Written, 'name' | 'title' | 'promise' | 'service'> {
  const name = at.text('metadata.name')
  const title = at.find('metadata.displayName')
  const description = at.find('spec.description')
  return {
    name,
    title: typeof title === 'string' ? title : name,
    ...(typeof description === 'string' && { promise: description.replace(/\s+/g, ' ').trim() }),
    service: at.text('spec.service'),
  }
}

function periodOf(at: Reader, refuse: Refuse): Pick<Written, 'over'> {
  if (at.find('spec.timeWindow.1') !== undefined)
    return refuse('spec.timeWindow has more than one entry.', 'Leave one.')
  const duration = at.text('spec.timeWindow.0.duration')
  if (at.find('spec.timeWindow.0.isRolling') !== true)
    return refuse(
      `spec.timeWindow has isRolling: ${shown(at.find('spec.timeWindow.0.isRolling'))}, and periods of the calendar are not supported.`,
      'Write isRolling: true, with a duration such as 30d.',
    )
  if (!isDuration(duration))
    return refuse(
      `spec.timeWindow has the duration ${shown(duration)}, and read are lengths that are always the same.`,
      'Write minutes, hours, days or weeks: 30d.',
    )
  return { over: duration as Window }
}

function targetOf(at: Reader, refuse: Refuse): Pick<Written, 'objective'> {
  if (at.find('spec.objectives.1') !== undefined)
    return refuse('spec.objectives has more than one entry.', 'Put each into an SLO of its own.')
  const [share, percent] = [at.find('spec.objectives.0.target'), at.find('spec.objectives.0.targetPercent')]
  if (typeof share === 'number') return { objective: `${rounded(share * 100)}%` }
  if (typeof percent === 'number') return { objective: `${percent}%` }
  return refuse('spec.objectives has neither target nor targetPercent as a number.', 'Write target: 0.999, say.')
}

function indicatorOf(at: Reader, all: readonly Fields[], refuse: Refuse): Pick<Written, 'side' | 'part' | 'total'> {
  const name = at.find('spec.indicatorRef')
  const referred = all.find((each) => each.kind === 'SLI' && new Reader(each, refuse).find('metadata.name') === name)
  if (name !== undefined && referred === undefined)
    return refuse(
      `spec.indicatorRef is ${shown(name)}, and the file has no SLI of that name.`,
      'Put the SLI into the file.',
    )
  const sli = new Reader(referred ?? at.find('spec.indicator'), refuse)
  if (sli.find('spec.thresholdMetric') !== undefined)
    return refuse(
      'The indicator is a thresholdMetric, and events are counted here.',
      'Count the events on the good side of the threshold as ratioMetric; of a histogram its bucket does.',
    )
  if (sli.find('spec.ratioMetric.raw') !== undefined)
    return refuse(
      'The indicator is a ratio that is worked out already, and several windows need its parts.',
      'Give good or bad, and total.',
    )
  const sides = (['good', 'bad'] as const).filter((each) => sli.find(`spec.ratioMetric.${each}`) !== undefined)
  const [side] = sides
  if (side === undefined || sides.length > 1)
    return refuse(
      `spec.ratioMetric has ${sides.join(' and ') || 'neither good nor bad'}.`,
      'Give one of good and bad, and total.',
    )
  const isCounter = sli.find('spec.ratioMetric.counter') === true
  const [part, total] = [side, 'total'].map((each) =>
    queryOf(sli, `spec.ratioMetric.${each}.metricSource`, isCounter, refuse),
  )
  return { side, part, total } as Pick<Written, 'side' | 'part' | 'total'>
}

function queryOf(sli: Reader, path: string, isCounter: boolean, refuse: Refuse): Query<string, 'count/s', Open> {
  const type = sli.find(`${path}.type`)
  if (typeof type === 'string' && type.toLowerCase() !== 'prometheus')
    return refuse(`${path}.type is ${shown(type)}, and asked is Prometheus.`, 'Give it the query for Prometheus.')
  const text = sli.text(`${path}.spec.query`)
  const expr = counted(parsed(text, path, refuse), isCounter)
  if (!isOpen(expr))
    return refuse(
      `${path} asks ${shown(text)}, which has no window that could be chosen.`,
      'Write a sum of counters with counter: true, or rates over [{{.window}}].',
    )
  if (expr.is === 'selector' || selectors(expr).some(({ range }) => range === undefined))
    return refuse(`${path} asks ${shown(text)}, of which not everything is a rate.`, 'Write sum(rate(…[{{.window}}])).')
  return new Query<string, 'count/s', Open>(expr, 'count/s', labelsOf(expr))
}

/** The window as tools that read such files have it chosen. */
const placeholder = /\[\s*(?:\{\{\s*\.window\s*\}\}|\$__rate_interval|\$window)\s*\]/g

function parsed(text: string, path: string, refuse: Refuse): Expr {
  try {
    return parse(text.replace(placeholder, `[${openWindow}]`))
  } catch (error) {
    if (!(error instanceof PromqlError)) throw error
    return refuse(`${path} asks ${shown(text)}: ${error.message}`, 'Mend the PromQL.')
  }
}

/** Of a counter the rate. */
const counted = (expr: Expr, isCounter: boolean): Expr =>
  mapSelectors(expr, (selector) =>
    isCounter && selector.range === undefined
      ? { is: 'call', fn: 'rate', args: [{ ...selector, range: openWindow }] }
      : selector,
  )

/** The labels that an aggregation keeps. */
function labelsOf(expr: Expr): readonly string[] {
  if (expr.is === 'paren') return labelsOf(expr.expr)
  if (expr.is === 'binary') return labelsOf(expr.left)
  return expr.is === 'aggregation' && expr.grouping?.kind === 'by' ? expr.grouping.labels : []
}
