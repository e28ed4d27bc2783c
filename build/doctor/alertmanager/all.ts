import type { Examination } from '../examination.ts'
import { alertmanagerConfiguration } from './configuration.ts'
import { alertmanagerInhibited } from './inhibited.ts'
import { alertmanagerReachable, alertmanagerVersion } from './reachable.ts'
import { alertmanagerSilences } from './silences.ts'
import { alertmanagerWatchdog } from './watchdog.ts'

/** Alertmanager's examinations, in the order in which a person would look. */
export const alertmanagerExaminations: readonly Examination[] = [
  alertmanagerReachable,
  alertmanagerVersion,
  alertmanagerConfiguration,
  alertmanagerWatchdog,
  alertmanagerSilences,
  alertmanagerInhibited,
]
