import * as z from 'zod'
import { objectsBelow } from '../../../documents/values.ts'
import { type Context, generated } from '../../context.ts'
import type { Examination, Finding } from '../../examination.ts'
import { ask } from '../api.ts'
import { addressesOf, jobDifferences } from './jobs.ts'
import { type Configuration, readConfiguration } from './read.ts'
import { isSame, shown } from './same.ts'

const answer = z.object({ yaml: z.string() })

export const configuration: Examination = {
  id: 'configuration',
  question: 'Is the configuration that it runs with the generated one?',
  needs: ['reachable'],
  async run(context: Context) {
    const { yaml } = await ask(context.servers.prometheus, answer, 'status/config')
    const [running, meant] = [readConfiguration(yaml), readConfiguration(generated(context, 'prometheus.yml'))]
    return {
      facts: [`${meant.scrape_configs.length} scrape jobs compared`],
      findings: [
        ...globalFindings(running, meant),
        ...jobFindings(running, meant),
        ...alertingFindings(running, meant),
      ],
    }
  },
}

const finding = (where: string, what: string, next = replaceIt): Finding => ({
  severity: 'error',
  where: `prometheus.yml › ${where}`,
  what,
  next,
})
const replaceIt =
  'Bring the generated prometheus.yml to the server and reload: `docker compose exec prometheus kill -HUP 1`.'

const globalFindings = (running: Configuration, meant: Configuration): readonly Finding[] =>
  Object.entries(meant.global)
    .filter(([name, value]) => !isSame(running.global[name], value))
    .map(([name, value]) =>
      finding(`global › ${name}`, `It is ${shown(running.global[name])}, and generated is ${shown(value)}.`),
    )

function jobFindings(running: Configuration, meant: Configuration): readonly Finding[] {
  const found = new Map(running.scrape_configs.map((job) => [job.job_name, job]))
  const ours = new Set(meant.scrape_configs.map((job) => job.job_name))
  return [
    ...meant.scrape_configs.flatMap((job) => {
      const where = `scrape job ${String(job.job_name)}`
      const there = found.get(job.job_name)
      if (there === undefined) return [finding(where, `The job, which scrapes ${addressesOf(job)}, is missing.`)]
      const globals = { running: running.global, generated: meant.global }
      return jobDifferences(there, job, globals).map((what) => finding(where, `In it, ${what}`))
    }),
    ...[...found.keys()]
      .filter((name) => !ours.has(name))
      .map(
        (name): Finding => ({
          ...finding(
            `scrape job ${String(name)}`,
            'The job is not generated.',
            'Declare it in queries/jobs.ts, or know that the next deployment removes it.',
          ),
          severity: 'note',
        }),
      ),
  ]
}

function alertingFindings(running: Configuration, meant: Configuration): readonly Finding[] {
  const [found, wanted] = [running, meant].map(({ alerting }) =>
    objectsBelow(alerting, 'alertmanagers').map(addressesOf).join(', '),
  )
  if (found === wanted) return []
  return [finding('alerting', `Alerts are sent to ${found || 'nobody'}, and generated is ${wanted}.`)]
}
