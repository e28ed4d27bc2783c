import { isOwn, targetOf } from '../language/job.ts'
import type { Client } from './client/client.ts'
import type { Context } from './context.ts'
import type { Examination, Outcome } from './examination.ts'

/** It is asked only where the command line names it. */
function publicOf({ servers: { public: address } }: Context): Client {
  if (address === undefined) throw new RangeError('the public address is not named')
  return address
}

export const publicMetrics: Examination = {
  id: 'public-metrics',
  question: "Are the API's metrics closed to the outside?",
  needs: [],
  async run(context) {
    const client = publicOf(context)
    const { jobs, stack } = context.model
    const paths = new Map(jobs.filter(isOwn).map((job) => [targetOf(stack, job).path, job.name]))
    const asked = await Promise.all([...paths].map(([path, job]) => askedFor(client, path, job)))
    return { facts: asked.flatMap(({ facts }) => facts), findings: asked.flatMap(({ findings }) => findings) }
  },
}

async function askedFor(client: Client, path: string, job: string): Promise<Outcome> {
  const { status, body } = await client.ask(path)
  // A web application answers any path with its page.
  if (status !== 200 || !/^# (?:HELP|TYPE) /m.test(body))
    return { facts: [`${path} is answered with ${status} and no metrics`], findings: [] }
  return {
    facts: [],
    findings: [
      {
        severity: 'error',
        where: `${client.url}${path}`,
        what: 'Anybody reads the metrics there: every path of the API, its errors, its load, and the version that runs.',
        next: `Have the reverse proxy refuse the path, or have the process ask for a token and set \`targets.${job}.tokenFile\`: the operator's guide says how.`,
      },
    ],
  }
}
