import {
  type DataFrame,
  type DataQueryError,
  type QueryResultMetaNotice,
  standardTransformersRegistry,
  transformDataFrame,
} from '@grafana/data'
import { firstValueFrom } from 'rxjs'
import { messageOf } from './api.ts'
import { framesOf } from './frames.ts'
import type { PanelPlan, QueryPlan } from './plan.ts'
import type { Prometheus } from './prometheus.ts'

/** What a panel shows: what was answered, and what went wrong besides. */
export interface PlanAnswer {
  readonly series: readonly DataFrame[]
  readonly errors: readonly DataQueryError[]
  readonly notices: readonly QueryResultMetaNotice[]
}

/** Asks what a panel asks, and transforms the answers. Never throws: what fails is an error of the answer. */
export async function answerOf(plan: PanelPlan, prometheus: Prometheus, signal: AbortSignal): Promise<PlanAnswer> {
  const answers = await Promise.all(plan.queries.map((query) => oneOf(query, prometheus, signal)))
  const frames = answers.flatMap(({ series }) => series)
  const transformed = await transform(plan, frames)
  return {
    series: transformed.series,
    errors: [...answers, transformed].flatMap(({ errors }) => errors),
    notices: [...plan.notices.map(info), ...answers.flatMap(({ notices }) => notices), ...transformed.notices],
  }
}

async function transform({ transformations }: PanelPlan, frames: DataFrame[]): Promise<PlanAnswer> {
  const isKnown = ({ id }: { readonly id: string }) => standardTransformersRegistry.getIfExists(id) !== undefined
  const notices = transformations
    .filter((each) => !isKnown(each))
    .map(({ id }) => warning(`The transformation ${id} is left out: this preview does not know it.`))
  const known = transformations.filter(isKnown).map(({ id, options }) => ({ id, options }))
  try {
    return { series: await firstValueFrom(transformDataFrame(known, frames)), errors: [], notices }
  } catch (error) {
    return { series: frames, errors: [{ message: `A transformation fails: ${messageOf(error)}` }], notices }
  }
}

async function oneOf(query: QueryPlan, prometheus: Prometheus, signal: AbortSignal): Promise<PlanAnswer> {
  const { refId } = query
  if ('refused' in query) return { series: [], errors: [{ refId, message: query.refused }], notices: [] }
  try {
    const answer = await prometheus.ask(query.question, signal)
    const { frames, notices } = framesOf(query, answer)
    return {
      series: frames,
      errors: [],
      notices: [...notices, ...answer.warnings.map(warning), ...answer.infos.map(info)],
    }
  } catch (error) {
    return { series: [], errors: [{ refId, message: messageOf(error) }], notices: [] }
  }
}

const warning = (text: string): QueryResultMetaNotice => ({ severity: 'warning', text })
const info = (text: string): QueryResultMetaNotice => ({ severity: 'info', text })
