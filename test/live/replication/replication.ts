import { join } from 'node:path'
import { freePort } from '../../../build/free-port.ts'
import { until } from '../../support/until.ts'
import { edited, ofJob } from '../faults/configuration.ts'
import { askedIn } from '../panels/asked.ts'
import { interpolate } from '../panels/interpolate.ts'
import { Failed, type Phase } from '../phase.ts'
import { queryNow } from '../stack/api.ts'
import { generatedFor } from '../stack/generated.ts'
import { asSuperuser, standby } from '../stack/postgres.ts'
import { Server } from '../stack/server.ts'
import { postgresExporter } from '../stack/servers.ts'
import type { Places, Stack } from '../stack/stack.ts'

/** In seconds, which a standby is behind only where it replays nothing. */
const behind = 5

/** A standby of PostgreSQL whose replay is held up: metric and panel say by how much it is behind, and that it has caught up. */
export const replication: Phase = {
  name: 'replication: a standby that is behind is seen to be',
  async run(stack) {
    const { home, cleanup, addresses } = stack
    const { database: primary, postgres: ofPrimary } = addresses
    const replica: Places = { ...stack, addresses: { ...addresses, database: await free(), postgres: await free() } }
    const server = await Server.start(await standby(replica, primary), home, cleanup)
    try {
      await streams(stack, server)
      const { model } = await generatedFor(stack.chosen)
      const [missing] = model.leftOut.filter((what) => what.includes('Replication lag'))
      if (missing !== undefined) return ['a standby streams', `left out of this build: ${missing}`]
      const exporter = await Server.start(await postgresExporter(replica, 'standby_exporter'), home, cleanup)
      const targets = [ofPrimary, replica.addresses.postgres]
      const scraped = edited(
        { stack },
        'prometheus',
        'prometheus.yml',
        ofJob('postgres', { static_configs: [{ targets }] }),
      )
      scraped.start()
      try {
        return await prove(stack, replica)
      } finally {
        scraped.lift()
        await exporter.stop()
      }
    } finally {
      await server.stop()
    }
  },
}

const free = async (): Promise<string> => `127.0.0.1:${await freePort()}`

/** Throws `Failed` for a standby that never connects. */
async function streams(primary: Places, server: Server): Promise<void> {
  const state = () => asSuperuser(primary, 'SELECT state FROM pg_stat_replication')
  if (await until(async () => (await state()).trim() === 'streaming', 60_000)) return
  const told = (await state()).trim()
  throw new Failed([
    `The standby does not stream: the primary ${told === '' ? 'knows none that is connected' : `says ${told}`}. The end of the standby's log:\n${server.log(15)}`,
  ])
}

/** Holds the replay up while the primary writes, and lets it go on. Answers what was seen. */
async function prove(stack: Stack, replica: Places): Promise<readonly string[]> {
  const { postgres: instance } = replica.addresses
  const panel = askedIn(join(stack.configuration, 'grafana-dashboards')).find(({ expr }) =>
    /\bpg_replication_lag/.test(expr),
  )
  if (panel === undefined) throw new Failed(['No panel reads pg_replication_lag_seconds'])
  const shown = interpolate(panel.expr, panel.variables)
  const lag = async (query: string, of: string): Promise<number | undefined> =>
    (await queryNow(stack.addresses.prometheus, query)).find(({ labels }) => labels.instance === of)?.value
  const both = (ok: (value: number) => boolean) => async (): Promise<boolean> => {
    const values = [await lag('pg_replication_lag_seconds', instance), await lag(shown, instance)]
    return values.every((value) => value !== undefined && ok(value))
  }
  const seen = async (what: string, ok: (value: number) => boolean): Promise<string> => {
    if (await until(both(ok), 60_000)) return what
    const value = await lag('pg_replication_lag_seconds', instance)
    const inPanel = await lag(shown, instance)
    throw new Failed([
      `Not seen: ${what}. pg_replication_lag_seconds of the standby is ${value ?? 'not there'}, and in the panel ${inPanel ?? 'not there'}.`,
    ])
  }

  const before = await seen('nothing is behind', (value) => value === 0)
  await asSuperuser(replica, 'SELECT pg_wal_replay_pause()')
  await asSuperuser(stack, 'CREATE TABLE behind AS SELECT 1 AS one')
  const during = await seen(
    `its replay held up, the standby is more than ${behind} s behind`,
    (value) => value > behind,
  )
  if ((await lag(shown, stack.addresses.postgres)) !== 0) throw new Failed(['The primary is shown to be behind itself'])
  await asSuperuser(replica, 'SELECT pg_wal_replay_resume()')
  const after = await seen('when it goes on it catches up', (value) => value === 0)
  await asSuperuser(stack, 'DROP TABLE behind')
  return [before, during, after, `also in ${panel.dashboard} › ${panel.where}`]
}
