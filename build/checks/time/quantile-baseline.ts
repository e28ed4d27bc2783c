import type { Subject } from '../../model/subject.ts'
import type { Binary, Call, Expr } from '../../promql/tree.ts'
import { bare, walk } from '../../promql/walk.ts'
import type { Check } from '../check.ts'
import { alertsOf } from '../support/rules.ts'
import { inline, onlyWindow, textButWindows } from '../support/shape.ts'
import { constantOf } from '../support/terms.ts'
import { inWords } from '../support/windows.ts'

export const quantileBaseline: Check = {
  id: 'quantile-baseline',
  severity: 'error',
  covers: ['R10'],
  isLocal: true,
  about:
    'A quantile compared with itself over a longer window that ends now chases its own tail: once a share 1 − q of the long window is slow, the baseline is as high as what it is compared with. After a step the condition holds for (1 − q)·(wL − wS) seconds, which must reach the time that the alert waits and one evaluation. A baseline with an offset does not overlap and is not judged.',
  run: (subject) =>
    alertsOf(subject).flatMap(({ rule, interval = 0 }) =>
      [...walk(rule.query.expr)].flatMap((node) => {
        const pair = node.is === 'binary' ? chaseIn(subject, node) : undefined
        const holds = pair && (1 - pair.q) * (pair.long - pair.short)
        if (pair === undefined || holds === undefined || holds >= rule.for + interval) return []
        return [
          {
            place: rule.place,
            query: { ...rule.query, culprit: node },
            what: `After a sudden step the condition holds for ${inWords(holds)}, until ${percent(1 - pair.q)} of the ${inWords(pair.long)} are slow as well, and the alert waits ${inWords(rule.for)} and looks every ${inWords(interval)}.`,
            next: `Let the baseline end where the short window begins: offset ${inWords(pair.short)} or more.`,
          },
        ]
      }),
    ),
}

interface Chase {
  readonly q: number
  readonly short: number
  readonly long: number
}

/** `p[short] > k * p[long]` or `p[short] / p[long] > k`, with k of 1 or more. */
function chaseIn(subject: Subject, { op, left, right }: Binary): Chase | undefined {
  if (op === '<' || op === '<=')
    return chaseIn(subject, { is: 'binary', op: op === '<' ? '>' : '>=', left: right, right: left })
  if (op !== '>' && op !== '>=') return undefined
  const ratio = bare(left)
  const limit = constantOf(right)
  if (limit !== undefined) {
    return ratio.is === 'binary' && ratio.op === '/' && limit >= 1 ? chase(subject, ratio.left, ratio.right) : undefined
  }
  const { factor, of } = scaled(bare(right))
  return factor >= 1 ? chase(subject, left, of) : undefined
}

function scaled(expr: Expr): { readonly factor: number; readonly of: Expr } {
  if (expr.is !== 'binary' || expr.op !== '*') return { factor: 1, of: expr }
  const left = constantOf(expr.left)
  const right = constantOf(expr.right)
  if (left !== undefined) return { factor: left, of: expr.right }
  return right === undefined ? { factor: 1, of: expr } : { factor: right, of: expr.left }
}

function chase(subject: Subject, now: Expr, baseline: Expr): Chase | undefined {
  const [fast, slow] = [now, baseline].map((expr) => bare(inline(subject, bare(expr))))
  if (!isQuantile(fast) || !isQuantile(slow) || textButWindows(fast) !== textButWindows(slow)) return undefined
  const q = fast.args[0] && constantOf(fast.args[0])
  const short = onlyWindow(fast)
  const long = onlyWindow(slow)
  return q === undefined || short === undefined || long === undefined || short >= long ? undefined : { q, short, long }
}

const isQuantile = (expr: Expr | undefined): expr is Call => expr?.is === 'call' && expr.fn === 'histogram_quantile'

const percent = (share: number): string => `${Number((share * 100).toPrecision(6))}%`
