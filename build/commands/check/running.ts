import { writeFileSync } from 'node:fs'
import { connect } from '../../doctor/client/connect.ts'
import { Unanswered } from '../../doctor/client/unanswered.ts'
import { metricsOf } from '../../doctor/prometheus/known/metrics.ts'
import { serverOf } from '../../doctor/prometheus/known/server.ts'
import { type Saved, savedText } from '../../documents/saved.ts'
import { messageOf, Refused } from '../../findings/problem.ts'

/** The Prometheus that is asked, as the command line has it; `saveAs` keeps what it told. */
export interface Running {
  readonly url: string
  readonly timeout: string | undefined
  readonly ca: string | undefined
  readonly insecure: boolean
  readonly saveAs: string | undefined
}

/** Asks a Prometheus for what it knows of these metrics, or of all where they are to be saved. Throws `Refused` (exit 2). */
export async function askRunning({ url, saveAs, ...connection }: Running, read: ReadonlySet<string>): Promise<Saved> {
  const client = connect({ ...connection, environment: process.env })('prometheus', url)
  if (connection.insecure)
    console.error('warning  --insecure: any certificate is taken, so anybody could be answering.')
  try {
    const [server, metrics] = [await serverOf(client), await metricsOf(client, saveAs === undefined ? read : undefined)]
    if (saveAs !== undefined) save(saveAs, { server, metrics })
    return { server, metrics }
  } catch (error) {
    if (!(error instanceof Unanswered)) throw error
    throw new Refused({ where: '--prometheus', what: error.what, next: error.next }, 2)
  }
}

function save(file: string, saved: Saved): void {
  try {
    writeFileSync(file, savedText(saved))
  } catch (error) {
    throw new Refused(
      {
        where: '--save-catalog',
        what: `${file} cannot be written: ${messageOf(error)}.`,
        next: 'Name a file in a folder that is there.',
      },
      2,
    )
  }
}
