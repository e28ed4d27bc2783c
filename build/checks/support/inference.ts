import type { Query, RecordingRule } from '../../documents/views.ts'
import type { Subject } from '../../model/subject.ts'
import { either } from '../../promql/infer/binary.ts'
import { type Inference, infer } from '../../promql/infer/infer.ts'
import type { Schema } from '../../promql/infer/schema.ts'
import type { Value } from '../../promql/infer/value.ts'
import { accepts } from '../../promql/regex/compile.ts'
import { selectors } from '../../promql/rewrite.ts'
import type { Expr, Matcher } from '../../promql/tree.ts'
import { wholeOf } from '../parts.ts'
import { openMacroLabels } from './macro-labels.ts'
import { seriesExposed, seriesRecorded, seriesSeen } from './schema.ts'
import { environmentLabels } from './scraping.ts'

interface Known {
  readonly schema: Schema
  readonly recorded: (name: string) => Value | undefined
}

const subjects = new WeakMap<Subject, Known>()
const inferred = new WeakMap<Subject, WeakMap<Query, Inference>>()

/** What is known of a query and its parts without asking a server; each query is inferred once for all checks. */
export function inferenceOf(subject: Subject, query: Query): Inference {
  const inferences = inferred.get(subject) ?? new WeakMap<Query, Inference>()
  inferred.set(subject, inferences)
  const known = inferences.get(query) ?? openMacroLabels(query.expr, infer(query.expr, knownOf(subject).schema))
  inferences.set(query, known)
  return known
}

/** What the recording rules of this name answer; `undefined` if there is none. */
export const recordedValue = (subject: Subject, name: string): Value | undefined => knownOf(subject).recorded(name)

/** What the recording rule of this name computes, of several the one whose labels match; `undefined` if there is none, or more. */
export function recordedExpr(subject: Subject, name: string, matchers: readonly Matcher[] = []): Expr | undefined {
  const [rule, ...others] = (recordingsOf(subject).get(name) ?? []).filter(({ labels }) =>
    matchers.every(
      (matcher) => labels[matcher.label] === undefined || accepts(matcher, labels[matcher.label] ?? '') !== false,
    ),
  )
  if (rule !== undefined) return others.length === 0 ? rule.query.expr : undefined
  const known = subject.catalog.find(name)
  return known !== undefined && 'recording' in known ? known.recording.computed : undefined
}

/** The labels that the recording rules of this name put on their series. */
export const marksOf = (subject: Subject, name: string): ReadonlySet<string> =>
  new Set((recordingsOf(subject).get(name) ?? []).flatMap(({ labels }) => Object.keys(labels)))

function knownOf(part: Subject): Known {
  const subject = wholeOf(part)
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
    const all = (rules.get(name) ?? []).map(({ query, labels }) => withLabels(infer(query.expr, schema).value, labels))
    const expr = all.length > 0 ? undefined : recordedExpr(subject, name)
    const value = expr === undefined ? reduced(all) : infer(expr, schema).value
    values.set(name, value)
    return value
  }
  const schema: Schema = {
    names: subject.catalog.names,
    mayLack: environmentLabels,
    find(name) {
      const known = subject.catalog.find(name)
      if (rules.has(name) || (known !== undefined && 'recording' in known)) return seriesRecorded(recorded(name))
      // Of a guess only the name is known.
      if (known === undefined || ('metric' in known && known.metric.facts.guessed)) return undefined
      return 'metric' in known ? seriesExposed(subject, name, known.metric) : seriesSeen(subject, name, known.foreign)
    },
  }
  return { schema, recorded }
}

/** What rules of one name store, whichever of them it is. */
function reduced([first, ...others]: readonly Value[]): Value | undefined {
  return first && others.reduce(either, first)
}

const withLabels = (value: Value, added: Readonly<Record<string, string>>): Value => ({
  ...value,
  labels: Object.entries(added).reduce(
    (labels, [label, text]) => labels.with(label, { always: true, values: [text] }),
    value.labels,
  ),
})

const recordings = new WeakMap<Subject, ReadonlyMap<string, readonly RecordingRule[]>>()

function recordingsOf(part: Subject): ReadonlyMap<string, readonly RecordingRule[]> {
  const subject = wholeOf(part)
  const known = recordings.get(subject)
  if (known !== undefined) return known
  const found = new Map<string, RecordingRule[]>()
  for (const rule of subject.ruleFiles.flatMap(({ groups }) => groups.flatMap(({ rules }) => rules))) {
    if (rule.kind === 'recording') found.set(rule.name, [...(found.get(rule.name) ?? []), rule])
  }
  // A name that its own rule reads is exposed as well, with labels of which the rule says nothing.
  for (const [name, rules] of found)
    if (rules.some(({ query }) => selectors(query.expr).some(({ metric }) => metric === name))) found.delete(name)
  recordings.set(subject, found)
  return found
}
