import { join } from 'node:path'
import { inject, onTestFinished } from 'vitest'
import { openPrometheus } from '../../../../build/data/remote.ts'
import type { DataSource } from '../../../../build/data/source.ts'
import { distOf } from '../../../../build/preview/install/page.ts'
import { Board } from '../../../../build/preview/server/board.ts'
import type { ShownDashboard } from '../../../../build/preview/server/protocol.ts'
import { serve } from '../../../../build/preview/server/serve.ts'
import { root } from '../../../support/root.ts'
import { admitted, token } from './admitted.ts'
import { stateShown } from './dashboards.ts'

/** What is served, and how to change it. */
export interface Served {
  /** Without a slash at the end. */
  readonly url: string
  /** The address that admits to it. */
  readonly entry: string
  readonly board: Board
  /** Ends it before the test does. */
  readonly close: () => Promise<void>
}

/** Serves dashboards with data until the test ends, on any free port or on a certain one. */
export async function served(dashboards: readonly ShownDashboard[], source: DataSource, port = 0): Promise<Served> {
  const board = new Board('prometheus', source.says)
  board.show(dashboards)
  board.connect({ source, scrapeInterval: 15, kind: 'prometheus' })
  const dist = distOf(join(root, 'build', 'preview'))
  const { url, entry, close } = await serve({ board, dist, port, token })
  onTestFinished(close)
  return { url, entry, board, close }
}

/** The embedded data of the whole run. */
export async function embedded(): Promise<DataSource> {
  const { data } = await stateShown()
  const url = inject('preview')
  const source = openPrometheus(`${url}/prometheus`, { headers: admitted(url) })
  return { ...source, ...(data.now !== undefined && { now: data.now }) }
}

/** A dashboard of classic JSON, as the server shows it. */
export const shown = (json: { readonly uid: string; readonly title: string }): ShownDashboard => ({
  uid: json.uid,
  title: json.title,
  json,
})
