import { type Inference, infer } from '../../promql/infer/infer.ts'
import type { Schema } from '../../promql/infer/schema.ts'
import type { Value } from '../../promql/infer/value.ts'
import type { Expr } from '../../promql/tree.ts'
import type { Query, RecordingRule, Subject } from '../subject.ts'
import { openMacroLabels } from './macro-labels.ts'
import { seriesExposed, seriesRecorded, seriesSeen } from './schema.ts'

interface Known {
  readonly schema: Schema
  readonly recorded: (name: string) => Value | undefined
  readonly inferences: WeakMap<Query, Inference>
}

const subjects = new WeakMap<Subject, Known>()

/** What is known of a query and its parts without asking a server; each query is inferred once for all checks. */
export function inferenceOf(subject: Subject, query: Query): Inference {
  const { schema, inferences } = knownOf(subject)
  const known = inferences.get(query) ?? openMacroLabels(query.expr, infer(query.expr, schema))
  inferences.set(query, known)
  return known
}

/** What the recording rule of this name answers; `undefined` if there is none, or several. */
export const recordedValue = (subject: Subject, name: string): Value | undefined => knownOf(subject).recorded(name)

/** What the recording rule of this name computes; `undefined` if there is none, or several. */
export function recordedExpr(subject: Subject, name: string): Expr | undefined {
  const [rule, ...others] = recordingsOf(subject).get(name) ?? []
  if (rule !== undefined) return others.length === 0 ? rule.query.expr : undefined
  const known = subject.catalog.find(name)
  return known !== undefined && 'recording' in known ? known.recording.computed : undefined
}

function knownOf(subject: Subject): Known {
  const known = subjects.get(subject) ?? read(subject)
  subjects.set(subject, known)
  return known
}

function read(subject: Subject): Known {
  const rules = recordingsOf(subject)
  const values = new Map<string, Value | undefined>()
  const recorded = (name: string): Value | undefined => {
    if (values.has(name)) return values.get(name)
    // A rule that reads itself meets this on the way.
    values.set(name, undefined)
    const expr = recordedExpr(subject, name)
    const value = expr && withLabels(infer(expr, schema).value, rules.get(name)?.[0]?.labels ?? {})
    values.set(name, value)
    return value
  }
  const schema: Schema = {
    names: subject.catalog.names,
    find(name) {
      const known = subject.catalog.find(name)
      if (rules.has(name) || (known !== undefined && 'recording' in known)) return seriesRecorded(recorded(name))
      if (known === undefined) return undefined
      return 'metric' in known ? seriesExposed(subject, name, known.metric) : seriesSeen(subject, name, known.foreign)
    },
  }
  return { schema, recorded, inferences: new WeakMap() }
}

const withLabels = (value: Value, added: Readonly<Record<string, string>>): Value => ({
  ...value,
  labels: Object.entries(added).reduce(
    (labels, [label, text]) => labels.with(label, { always: true, values: [text] }),
    value.labels,
  ),
})

const recordings = new WeakMap<Subject, ReadonlyMap<string, readonly RecordingRule[]>>()

function recordingsOf(subject: Subject): ReadonlyMap<string, readonly RecordingRule[]> {
  const known = recordings.get(subject)
  if (known !== undefined) return known
  const found = new Map<string, RecordingRule[]>()
  for (const rule of subject.ruleFiles.flatMap(({ groups }) => groups.flatMap(({ rules }) => rules))) {
    if (rule.kind === 'recording') found.set(rule.name, [...(found.get(rule.name) ?? []), rule])
  }
  recordings.set(subject, found)
  return found
}
