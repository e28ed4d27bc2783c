import { compile } from '../regex/compile.ts'
import { expand } from '../regex/expand.ts'
import type { Call } from '../tree.ts'
import { labelName, text } from './arguments.ts'
import { distinct } from './distinct.ts'
import { interned, type Relabel, withLabel } from './labels.ts'
import { refusal } from './refuse.ts'
import type { Instant, Scope } from './scope.ts'

/** `label_replace` and `label_join`; `undefined` for other calls. */
export function labelCall(call: Call, scope: Scope): Instant | undefined {
  const change = call.fn === 'label_replace' ? replacing(call) : call.fn === 'label_join' ? joining(call) : undefined
  const [arg] = call.args
  if (!change || !arg) return undefined
  const inner = scope.vector(arg)
  const relabel = interned(change)
  return (at) =>
    distinct(
      inner(at).map(({ labels, value }) => ({ labels: relabel(labels), value })),
      call,
    )
}

function joining(call: Call): Relabel {
  const [, to, separator, ...from] = call.args
  const name = labelName(to, call)
  const between = text(separator, call)
  const sources = from.map((source) => labelName(source, call))
  return (labels) => withLabel(labels, name, sources.map((source) => labels[source] ?? '').join(between))
}

function replacing(call: Call): Relabel {
  const [, to, replacement, from, pattern] = call.args
  const name = labelName(to, call)
  const source = text(from, call)
  const template = text(replacement, call)
  const expression = text(pattern, call)
  const { error, exec } = compile(expression)
  if (error !== undefined)
    throw refusal(call, `Prometheus says: error parsing regexp: ${error}.`, 'Correct the pattern.')
  return (labels) => {
    const groups = exec(labels[source] ?? '')
    if (groups === undefined)
      throw refusal(call, `The pattern "${expression}" takes too long on this label.`, 'Write it in simpler words.')
    return groups ? withLabel(labels, name, expand(template, groups)) : labels
  }
}
