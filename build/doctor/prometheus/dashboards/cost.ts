import * as z from 'zod'
import { Unanswered } from '../../client/unanswered.ts'
import type { Examination, Finding } from '../../examination.ts'
import { limited } from '../../limited.ts'
import { ask } from '../api.ts'
import { type Answer, answerTo } from './answer.ts'
import { type Asked, askedBy } from './asked.ts'

/** The samples that Prometheus lets one query hold, where its flag does not say otherwise. */
const defaultMost = 50_000_000
/** The share of it that a query may come to before somebody should look. */
const tolerated = 0.5

export const cost: Examination = {
  id: 'cost',
  question: 'What does a refresh of each dashboard cost Prometheus?',
  needs: ['panels'],
  async run(context) {
    const flags = await ask(context.servers.prometheus, z.record(z.string(), z.string()), 'status/flags')
    const most = Number(flags['query.max-samples']) || defaultMost
    const asked = askedBy(context.model)
    const answers = await limited(asked, 4, (each) => answerTo(context, each).catch(refusedBefore))
    const dashboards = [...new Set(asked.map(({ dashboard }) => dashboard))]
    return {
      facts: dashboards.map((title) => {
        const of = answers.filter((_, at) => asked[at]?.dashboard === title)
        const samples = of.reduce((sum, answer) => sum + (answer?.samples ?? 0), 0)
        return `${title}: ${thousands(samples)} samples in ${of.length} queries`
      }),
      findings: asked.flatMap((each, at) => findingOf(each, answers[at], most)),
    }
  },
}

/** The examination of panels has told of a query that is refused. */
function refusedBefore(error: unknown): undefined {
  if (!(error instanceof Unanswered)) throw error
}

function findingOf({ place }: Asked, answer: Answer | undefined, most: number): readonly Finding[] {
  if (answer === undefined || answer.peak <= most * tolerated) return []
  return [
    {
      severity: 'warning',
      where: place,
      what: `The query holds ${thousands(answer.peak)} samples at once, and Prometheus refuses it beyond ${thousands(most)}.`,
      next: 'Look at the cardinality of what it reads, or write a recording rule for it.',
    },
  ]
}

const thousands = (count: number): string => String(count).replace(/\B(?=(\d{3})+$)/g, ',')
