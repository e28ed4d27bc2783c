import { compile } from '../compile.ts'
import { examinationsOf } from '../doctor/all.ts'
import { connect } from '../doctor/client/connect.ts'
import { type ServerName, serverNames } from '../doctor/context.ts'
import { examine } from '../doctor/examine.ts'
import { Refused } from '../findings/problem.ts'
import { isColoured } from '../findings/styled.ts'
import { json } from './doctor/json.ts'
import { progressOn } from './doctor/progress.ts'
import { text } from './doctor/text.ts'
import { projectRoot } from './paths.ts'
import { results } from './results.ts'
import { usageOf } from './usage.ts'

export interface DoctorOptions {
  /** The URLs of the servers, as the command line has them. */
  readonly urls: Readonly<Record<ServerName, string | undefined>>
  /** Seconds for each answer. */
  readonly timeout: string | undefined
  readonly ca: string | undefined
  readonly insecure: boolean
  readonly json: boolean
}

/**
 * Compares a running stack with the definitions and prints what differs. Answers 0 where nothing is wrong, 1 with
 * findings or skipped examinations; throws `Refused` (exit 2) for wrong usage.
 */
export async function doctor({ urls, json: asJson, ...connection }: DoctorOptions): Promise<number> {
  const client = connect({ ...connection, environment: process.env })
  if (urls.prometheus === undefined)
    throw new Refused(
      {
        where: 'command line › doctor',
        what: '--prometheus is missing: most of what can be known of a stack, its Prometheus knows.',
        next: `Usage: ${usageOf('doctor')}`,
      },
      2,
    )
  const servers = {
    prometheus: client('prometheus', urls.prometheus),
    ...(urls.alertmanager !== undefined && { alertmanager: client('alertmanager', urls.alertmanager) }),
    ...(urls.grafana !== undefined && { grafana: client('grafana', urls.grafana) }),
    ...(urls.public !== undefined && { public: client('public', urls.public) }),
  }
  if (connection.insecure)
    console.error('warning  --insecure: any certificate is taken, so anybody could be answering.')
  const { model, artifacts } = await compile(projectRoot(), 'own', results(true)).catch(asUsage)
  const progress = progressOn(process.stderr)
  const examined = await examine({ model, artifacts, servers }, examinationsOf(model), progress.tell).finally(
    progress.clear,
  )
  const report = { product: model.stack.product.name, servers: urlsOf(servers), examined }
  const colours = isColoured()
  console.log(asJson ? json(report) : text(report, { colours }))
  return examined.every(({ status }) => status === 'passed') ? 0 : 1
}

/** 1 means findings, so whatever stands in the way of looking is 2. */
function asUsage(error: unknown): never {
  throw error instanceof Refused ? new Refused(error.problems, 2) : error
}

const urlsOf = (servers: Readonly<Partial<Record<ServerName, { readonly url: string }>>>) =>
  Object.fromEntries(serverNames.flatMap((name) => (servers[name] ? [[name, servers[name].url]] : [])))
