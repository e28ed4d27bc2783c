import { isClosed } from '../../../language/labels.ts'
import type { Context } from '../../context.ts'
import { expectedOf } from '../../contract/expected.ts'
import type { Examination, Finding } from '../../examination.ts'
import { limited } from '../../limited.ts'
import { queryNow } from '../api.ts'
import { jobsThatAreUp } from '../targets/targets.ts'
import { partsOf } from './families.ts'

/** How many times the values that the catalog expects a label may have before somebody should look. */
const tolerated = 10

export const cardinality: Examination = {
  id: 'cardinality',
  question: 'Do labels stay within their bounds?',
  needs: ['targets'],
  async run(context) {
    const asked = openLabels(context, await jobsThatAreUp(context))
    const findings = await limited(asked, 4, (each) => count(context, each))
    return { facts: [`${asked.length} open labels counted`], findings: findings.flat() }
  },
}

interface OpenLabel {
  readonly job: string
  readonly metric: string
  /** A name under which the metric has series. */
  readonly series: string
  readonly label: string
  /** About how many values the catalog expects. */
  readonly expected: number
}

const openLabels = ({ model }: Context, up: ReadonlySet<string>): readonly OpenLabel[] =>
  model.jobs
    .filter(({ name }) => up.has(name))
    .flatMap((job) =>
      expectedOf(model, job).flatMap((metric) => {
        const [series = metric.name] = partsOf(metric).slice(-1)
        return Object.entries(metric.labels).flatMap(([label, values]) =>
          isClosed(values) ? [] : [{ job: job.name, metric: metric.name, series, label, expected: values.expected }],
        )
      }),
    )

async function count(
  { servers: { prometheus } }: Context,
  { job, metric, series, label, expected }: OpenLabel,
): Promise<readonly Finding[]> {
  const values = `count by (instance) (count by (instance, ${label}) (${series}{job=${JSON.stringify(job)}}))`
  const most = tolerated * expected
  const over = await queryNow(prometheus, `${values} > ${most}`)
  return over.map(({ labels, value }) => ({
    severity: 'warning',
    where: `job ${job} › ${labels.instance} › ${metric}`,
    what: `The label ${label} has ${value} values, the catalog expects about ${expected}, and ${most} are still fine.`,
    next: `Let the process group the values of ${label}: each costs memory in Prometheus for as long as it is kept.`,
  }))
}
