import { seriesNames } from '../../../model/catalog.ts'
import { printLine } from '../../../promql/print.ts'
import { selectors } from '../../../promql/rewrite.ts'
import type { Expr, Selector } from '../../../promql/tree.ts'
import { Unanswered } from '../../client/unanswered.ts'
import type { Context } from '../../context.ts'
import type { Examination, Finding } from '../../examination.ts'
import { limited } from '../../limited.ts'
import { queryNow } from '../api.ts'
import { answerTo } from './answer.ts'
import { type Asked, askedBy } from './asked.ts'

export const panels: Examination = {
  id: 'panels',
  question: "Does each panel's query answer data?",
  needs: ['targets'],
  async run(context) {
    const all = askedBy(context.model)
    const seen = await limited(all, 4, (asked) => examine(context, asked))
    const answered = seen.filter(({ hasData }) => hasData).length
    return {
      facts: [`${answered} of ${all.length} queries answer data, the others have nothing to show`],
      findings: seen.flatMap(({ findings }) => findings),
    }
  },
}

async function examine(context: Context, asked: Asked) {
  try {
    const { hasData } = await answerTo(context, asked)
    return { hasData, findings: hasData ? [] : await reasons(context, asked) }
  } catch (error) {
    if (!(error instanceof Unanswered)) throw error
    const finding: Finding = { severity: 'error', where: asked.place, what: error.what, next: error.next }
    return { hasData: false, findings: [finding] }
  }
}

/**
 * Why a panel is empty, where something is wrong. Where all its series are there, nothing is: a share without traffic
 * has no value, and a new installation has no last week.
 */
async function reasons({ model, servers: { prometheus } }: Context, asked: Asked): Promise<readonly Finding[]> {
  for (const { metric, matchers } of exposedIn(model, asked.expr)) {
    const known = model.catalog.find(metric)
    if (known !== undefined && 'metric' in known && known.metric.facts.optional !== undefined) continue
    if (await hasSeries({ is: 'selector', metric, matchers })) continue
    const finding = (what: string, next: string): Finding => ({ severity: 'error', where: asked.place, what, next })
    if (!(await hasSeries({ is: 'selector', metric, matchers: [] })))
      return [
        finding(
          `The panel is empty: Prometheus has no series ${metric}${fromWhom(model, metric)}.`,
          'Look at what is said above of the target and its metrics.',
        ),
      ]
    const narrowed = printLine({ is: 'selector', metric, matchers })
    return [
      finding(
        `The panel is empty: there are series ${metric}, and none that match ${narrowed.slice(metric.length)}.`,
        'Look whether the process names that label value otherwise, or begins its series at 0.',
      ),
    ]
  }
  return []

  async function hasSeries(selector: Selector): Promise<boolean> {
    return (await queryNow(prometheus, `count(${printLine(selector)})`)).length > 0
  }
}

/**
 * What an expression reads of scraped series, through the recording rules that it reads: whether these are evaluated is
 * another question, and one that divides by a number of events has no result while there are none.
 */
function exposedIn(model: Context['model'], expr: Expr, seen: readonly string[] = []): readonly Named[] {
  return selectors(expr).flatMap(({ metric, ...rest }) => {
    if (metric === undefined || seen.includes(metric)) return []
    const rules = model.own.recordings.filter(({ name }) => name === metric)
    if (rules.length === 0) return [{ ...rest, metric }]
    return rules.flatMap(({ computed }) => exposedIn(model, computed, [...seen, metric]))
  })
}

type Named = Selector & { readonly metric: string }

/** ` of the job redis`, for a metric of the catalog. */
function fromWhom({ metrics }: Context['model'], series: string): string {
  const jobs = metrics.find(({ value }) => seriesNames(value).includes(series))?.value.jobs ?? []
  return jobs.length === 0 ? '' : ` of the job ${jobs.join(', ')}`
}
