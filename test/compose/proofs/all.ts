import type { Proof } from '../proof.ts'
import { alertFires, alertsArrive, watchdogHeard } from './alerting.ts'
import { bounded, loopbackOnly, readOnly, unprivileged } from './confined.ts'
import { examined } from './examining.ts'
import { accepted, secretsHidden, secretsRead } from './files.ts'
import { handedOver, redisPassword, refusedReload, reloaded, restored, uninstalled } from './operating.ts'
import { databasesReached, healthy, restarted, targetsUp } from './running.ts'
import { contained, unmasked, unreachable } from './validating.ts'

/** In the order of an installation's life: from the start to the uninstallation, with reloads before a crash. */
export const proofs: readonly Proof[] = [
  targetsUp,
  databasesReached,
  alertFires,
  unprivileged,
  readOnly,
  bounded,
  loopbackOnly,
  secretsRead,
  secretsHidden,
  accepted,
  contained,
  unmasked,
  unreachable,
  watchdogHeard,
  alertsArrive,
  healthy,
  examined,
  reloaded,
  refusedReload,
  handedOver,
  redisPassword,
  restarted,
  restored,
  uninstalled,
]
