import { apiFaults } from './api.ts'
import { databaseFaults } from './database.ts'
import { extractionFaults } from './extraction.ts'
import type { Fault, Faults } from './fault.ts'
import { hostFaults } from './host.ts'
import { monitoringFaults } from './monitoring.ts'
import type { Observer } from './observer.ts'
import { outages } from './outages.ts'
import { redisFaults } from './redis.ts'
import { searchFaults } from './search.ts'
import type { World } from './world.ts'

/** A sequence of faults. */
export type Track = (faults: Faults) => Promise<void>

/**
 * All faults, in stages that follow each other. The tracks of a stage run at the same time: each has components of its
 * own, so that the critical alerts of one inhibit nothing of another. `disk` is none where it cannot be had.
 */
export function stages(world: World, observer: Observer, disk: readonly Fault[]): readonly (readonly Track[])[] {
  const api = apiFaults(world)
  const database = databaseFaults(world)
  const extraction = extractionFaults(world)
  const search = searchFaults(world)
  const redis = redisFaults(world)
  const host = hostFaults(world)
  const monitoring = monitoringFaults(world)
  const outage = outages(world, observer)

  const apiAndDatabase: Track = async (faults) => {
    // Without the API's metrics there is little to say of its database: nothing else goes wrong meanwhile.
    await faults.run([api.garbage, database.exporterPaused])
    await Promise.all([
      faults.run([api.slow, api.crowded], () => faults.run([api.unavailable])),
      faults.run([database.slow], () => faults.run([database.failing, database.crowded])),
    ])
    await faults.run([api.exhausted])
  }

  const extractionWorker: Track = async (faults) => {
    await faults.run([extraction.stalled])
    const slow = faults.run([extraction.slow])
    await faults.run([extraction.failing, extraction.lost], async () => {
      await slow
      await faults.run([extraction.silent])
    })
  }

  const searchThenRedis: Track = async (faults) => {
    await faults.run([search.stuck], () => faults.run([search.dead]))
    // The queue's depth comes from this exporter.
    await faults.run([redis.exporterPaused])
  }

  const hostItself: Track = async (faults) => {
    await faults.run(disk)
    await faults.run([host.exporterPaused])
  }

  const monitoringItself: Track = async (faults) => {
    await faults.run([monitoring.failingRule], () => faults.run([monitoring.refusedByAlertmanager]))
    await Promise.all([
      faults.run([monitoring.refusedByPrometheus]),
      faults.run([monitoring.undelivered]),
      faults.run([database.unreadable]),
    ])
    await faults.run([monitoring.lostTargets])
  }

  return [
    [apiAndDatabase, extractionWorker, searchThenRedis, hostItself, monitoringItself],
    [(faults) => faults.run([redis.full])],
    [(faults) => faults.run([outage.alertmanagerDown])],
    [(faults) => faults.run([outage.prometheusRestarted])],
  ]
}
