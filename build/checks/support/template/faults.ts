import { nearest } from '../../../nearest.ts'
import { globals, Scope } from './scope.ts'
import type { Action, Token } from './tokens.ts'

/** Why Prometheus cannot parse or expand a template, and where. */
export interface Fault {
  readonly what: string
  readonly next: string
  readonly from: number
  readonly to: number
}

const functions = new Set(
  `and call eq ge gt html index js le len lt ne not or print printf println slice urlquery
  args externalURL first graphLink humanize humanize1024 humanizeDuration humanizePercentage humanizeTimestamp label match now
  parseDuration pathPrefix query reReplaceAll safeHtml sortByLabel stripDomain stripPort strvalue tableLink title toDuration
  toLower toTime toUpper urlQueryEscape value`.split(/\s+/),
)
const fields = ['.Labels', '.Value', '.ExternalLabels', '.ExternalURL']
const blocks = ['if', 'with', 'range', 'define', 'block']
const keywords = [...blocks, 'else', 'end', 'template', 'break', 'continue']

/** Everything that is wrong with the actions of a template, and the parts of it in which `.` is the alert's data. */
export function examine(actions: readonly Action[]): { faults: readonly Fault[]; atRoot: ReadonlySet<Action> } {
  const faults: Fault[] = []
  const atRoot = new Set<Action>()
  const scope = new Scope()
  for (const action of actions) {
    const [first] = action.tokens
    if (!action.closed) {
      faults.push(fault(action, 'This action is never closed.', 'End it with two braces: }}.'))
      break
    }
    if (first === undefined) {
      faults.push(fault(action, 'This action is empty.', 'Write what to print, such as {{ $value }}, or remove it.'))
      continue
    }
    const word = first.kind === 'word' ? first.text : ''
    if (word === 'end' && !scope.close()) {
      faults.push(fault(first, 'This end closes nothing.', 'Remove it, or open the block that it should close.'))
    }
    if (word === 'else' && scope.last === undefined) {
      faults.push(fault(first, 'This else belongs to no if, with or range.', 'Remove it, or open the block before it.'))
    }
    if ((word === 'break' || word === 'continue') && !scope.isIn('range')) {
      faults.push(fault(first, `This ${word} is in no range.`, 'Remove it.'))
    }
    const { isMoved } = scope
    if (!isMoved) atRoot.add(action)
    if (blocks.includes(word)) scope.open(first)
    for (const name of declaredBy(action)) scope.declare(name)
    faults.push(...misread(action), ...unknown(action, scope, isMoved), ...badPipes(action))
  }
  const { last } = scope
  if (last !== undefined && faults.length === 0) {
    faults.push(fault(last.word, `This ${last.word.text} has no end.`, 'Close it with {{ end }}.'))
  }
  return { faults, atRoot }
}

const fault = ({ from, to }: { from: number; to: number }, what: string, next: string): Fault => ({
  what,
  next,
  from,
  to,
})

/** `$x` of `$x := …` and of `range $i, $x := …`. */
function declaredBy({ tokens }: Action): readonly string[] {
  const at = tokens.findIndex(({ text }) => text === ':=')
  return tokens.slice(0, Math.max(at, 0)).flatMap(({ kind, text }) => (kind === 'variable' ? [text] : []))
}

const misread = ({ tokens }: Action): readonly Fault[] =>
  tokens.flatMap((token, at) => {
    const before = tokens[at - 1]
    if (before?.to === token.from && isOperand(before) && isOperand(token)) {
      return [fault(token, `"${before.text}" and "${token.text}" run into each other.`, 'Put a space between them.')]
    }
    if (token.kind === 'open string') return [fault(token, 'This string is never closed.', 'Close it with its quote.')]
    if (token.kind !== 'stranger') return []
    return [
      fault(
        token,
        `"${token.text}" has no meaning in a template.`,
        'Remove it; a label with such a character in its name is read by {{ index $labels "…" }}.',
      ),
    ]
  })

const isOperand = ({ kind }: Token): boolean => ['variable', 'field', 'constant', 'word', 'string'].includes(kind)

function unknown({ tokens }: Action, scope: Scope, isMoved: boolean): readonly Fault[] {
  return tokens.flatMap((token, at) => {
    const root = /^[$.]?\w*/.exec(token.text)?.[0] ?? ''
    if (token.kind === 'variable' && !scope.knows(root)) {
      const meant = nearest(root.toLowerCase(), globals) ?? '$labels or $value'
      return [fault(token, `There is no variable ${root} in an alert's template.`, `Write ${meant}.`)]
    }
    if (token.kind === 'field' && !isMoved && root !== '.' && !fields.includes(root)) {
      return [fault(token, `An alert's template has no field ${root}.`, `Take one of ${fields.join(', ')}.`)]
    }
    if (token.kind !== 'word' || functions.has(token.text)) return []
    // A keyword is one only where an action begins, or after `else`.
    if (keywords.includes(token.text) && (at === 0 || tokens[0]?.text === 'else')) return []
    const meant = nearest(token.text, functions)
    const next =
      tokens.length === 1
        ? `Write {{ $labels.${token.text} }} for the label${meant === undefined ? '' : `, or ${meant} for the function`}.`
        : `Write ${meant ?? `one of Prometheus' functions, such as humanize`}.`
    return [fault(token, `There is no function "${token.text}" in Prometheus' templates.`, next)]
  })
}

function badPipes(action: Action): readonly Fault[] {
  const [first] = action.tokens
  // After `template` and `define` comes a name, which is no command.
  const named = first?.text === 'template' || first?.text === 'define' || first?.text === 'block'
  const tokens = action.tokens.slice(named ? 2 : keywords.includes(first?.text ?? '') ? 1 : 0)
  const depth = tokens.reduce((sum, { text }) => sum + (text === '(' ? 1 : text === ')' ? -1 : 0), 0)
  if (depth !== 0) {
    const paren = tokens.find(({ text }) => text === (depth > 0 ? '(' : ')')) ?? action
    return [fault(paren, 'The parentheses of this action do not pair up.', depth > 0 ? 'Close it.' : 'Remove one.')]
  }
  return tokens.flatMap((token, at) => {
    const before = tokens[at - 1]
    const after = tokens[at + 1]
    if (token.text === '|' && (before === undefined || after?.text === '|')) {
      return [
        fault(
          token,
          'This pipe has nothing before it or after it.',
          'Write a value before it and a function after it.',
        ),
      ]
    }
    if (before?.text === '|' && (token.kind === 'string' || token.kind === 'constant' || token.text === '.')) {
      return [
        fault(token, `A value is piped into ${token.text}, which is no function.`, 'Name a function after the pipe.'),
      ]
    }
    const starts = before === undefined || ['|', '(', ':=', '='].includes(before.text)
    const isArgument = after !== undefined && !['|', ')', ',', ':=', '='].includes(after.text)
    if (starts && isArgument && token.kind !== 'word' && token.text !== '(' && token.kind !== 'symbol') {
      return [
        fault(after, `${token.text} is no function and takes no argument.`, `Put each value in braces of its own.`),
      ]
    }
    return []
  })
}
