import { readExpositions } from '../../documents/expositions.ts'
import { isSaved, readSaved } from '../../documents/saved.ts'
import type { Fault, Notification } from '../../documents/views.ts'
import type { Subject } from '../../model/subject.ts'
import { subjectOfFiles } from '../../model/subject-of-files.ts'
import { type Pasted, pastedOf } from './pasted.ts'
import type { Input, Trouble } from './protocol.ts'
import { faultTrouble } from './troubles.ts'

/** The names under which findings tell of what was pasted. */
export const names = { rules: 'rules.yml', catalog: 'metrics.prom', alertmanager: 'alertmanager.yml' } as const

/** What was pasted, read. */
export interface Read {
  readonly input: Input
  readonly pasted: Pasted
  readonly subject: Subject
  /** What is wrong with the catalog. */
  readonly troubles: readonly Trouble[]
}

/** What is known besides the alert itself. */
export interface Known {
  readonly read: Read
  readonly notification: Notification | undefined
  readonly isAlone: boolean
}

/** Rules and what is known of their metrics. Never throws: what cannot be read is told. */
export function readInput(input: Input): Read {
  const pasted = pastedOf(input.rules)
  const { foreign, faults } = catalogIn(input.catalog)
  const files = input.rules.trim() === '' ? [] : [{ file: names.rules, isNamed: true, text: pasted.text }]
  return {
    input,
    pasted,
    subject: subjectOfFiles(files, { own: undefined, foreign }),
    troubles: faults.map((fault) => faultTrouble(fault, 'catalog', input.catalog)),
  }
}

function catalogIn(text: string): {
  readonly foreign: NonNullable<Parameters<typeof subjectOfFiles>[1]['foreign']>
  readonly faults: readonly Fault[]
} {
  const file = { file: names.catalog, isNamed: true, text }
  if (text.trim() === '') return { foreign: [], faults: [] }
  if (isSaved(text)) {
    const saved = readSaved(file)
    return 'check' in saved ? { foreign: [], faults: [saved] } : { foreign: saved.metrics, faults: [] }
  }
  const { series, faults } = readExpositions([file])
  return { foreign: series, faults }
}

/** An alertmanager.yml, where one was pasted. */
export function notificationIn(text: string): {
  readonly notification: Notification | undefined
  readonly troubles: readonly Trouble[]
} {
  if (text.trim() === '') return { notification: undefined, troubles: [] }
  const { notification, faults = [] } = subjectOfFiles([{ file: names.alertmanager, isNamed: true, text }], {
    own: undefined,
    foreign: [],
  })
  const told = faults.map((fault) => faultTrouble(fault, 'alertmanager', text))
  if (notification !== undefined || told.length > 0) return { notification, troubles: told }
  const what = 'This is no alertmanager.yml: it has no route and receivers.'
  const trouble: Trouble = { in: 'alertmanager', severity: 'error', what, next: 'Paste another file, or nothing.' }
  return { notification, troubles: [trouble] }
}
