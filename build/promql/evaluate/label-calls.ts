import { compile } from '../regex/compile.ts'
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
  const { error, regexp } = compile(expression)
  if (error !== undefined)
    throw refusal(call, `Prometheus says: error parsing regexp: ${error}.`, 'Correct the pattern.')
  if (!regexp)
    throw refusal(
      call,
      `The pattern "${expression}" cannot be read exactly as Prometheus reads it.`,
      'Write it in simpler words.',
    )
  return (labels) => {
    const found = regexp.exec(labels[source] ?? '')
    return found ? withLabel(labels, name, expand(template, found)) : labels
  }
}

/** Puts groups into a template as Go does: `$1x` means `${1x}`, an unknown group is empty, `$$` is a dollar sign. */
const expand = (template: string, found: RegExpExecArray): string =>
  template.replace(/\$(?:(\$)|(\w+)|\{(\w+)\})/g, (_, dollar?: string, plain?: string, braced?: string) => {
    if (dollar !== undefined) return '$'
    const group = plain ?? braced ?? ''
    return (/^\d+$/.test(group) ? found[Number(group)] : found.groups?.[group]) ?? ''
  })
