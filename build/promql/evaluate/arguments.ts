import type { Expr } from '../tree.ts'
import { refusal } from './refuse.ts'

/** The text of a string argument of `call`. */
export function text(arg: Expr | undefined, call: Expr): string {
  if (arg?.is === 'paren') return text(arg.expr, call)
  if (arg?.is === 'string') return arg.value
  throw refusal(call, 'A string should stand here.', 'Write it in quotes.')
}

/** The label name that a string argument of `call` is. */
export function labelName(arg: Expr | undefined, call: Expr): string {
  const name = text(arg, call)
  if (/^[A-Za-z_]\w*$/.test(name)) return name
  throw refusal(call, `"${name}" is no label name.`, 'Use letters, digits and underscores, and no digit first.')
}
