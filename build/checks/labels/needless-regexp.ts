import { queriesOf } from '../../model/queries.ts'
import { hasMacro } from '../../promql/macros.ts'
import { compile } from '../../promql/regex/compile.ts'
import { selectors } from '../../promql/rewrite.ts'
import type { Matcher } from '../../promql/tree.ts'
import type { Check } from '../check.ts'
import { alternatives } from '../support/alternatives.ts'

export const needlessRegexp: Check = {
  id: 'needless-regexp',
  severity: 'warning',
  covers: ['L04'],
  isLocal: true,
  about:
    'A regular expression says what it means: one text is compared with `=`, `^` and `$` are left out because Prometheus adds them, a dot that means a dot is escaped, and no alternative stands twice. Each of these works by accident today and matches too much, or too slowly, tomorrow.',
  run: (subject) =>
    queriesOf(subject).flatMap((query) =>
      selectors(query.expr).flatMap((selector) =>
        selector.matchers.flatMap((culprit) => {
          const said = smell(culprit)
          return said === undefined ? [] : [{ place: query.place, query: { ...query, culprit }, ...said }]
        }),
      ),
    ),
}

function smell({ label, op, value }: Matcher): { readonly what: string; readonly next: string } | undefined {
  if (op === '=' || op === '!=' || hasMacro(value) || value === '') return undefined
  const plain = op === '=~' ? '=' : '!='
  const { literals, error } = compile(value)
  if (error !== undefined) return undefined
  if (literals?.length === 1) {
    return {
      what: `${op} takes a regular expression, and ${value} is one text.`,
      next: `Write ${label}${plain}${JSON.stringify(literals[0])}.`,
    }
  }
  const all = alternatives(value)
  const bare = all.map((each) => each.replace(/^\^/, '').replace(/(?<!\\)\$$/, '')).join('|')
  if (bare !== value) {
    return {
      what: `Prometheus anchors ${value} at both ends itself.`,
      next: `Write ${label}${op}${JSON.stringify(bare)}.`,
    }
  }
  const twice = all.find((each, at) => all.indexOf(each) !== at)
  if (twice !== undefined) return { what: `${twice} stands twice in ${value}.`, next: 'Remove one of the two.' }
  const dotted = all.find((each) => /^[\w/:-]*\w\.\w[\w./:-]*$/.test(each) && !each.includes('..'))
  if (dotted === undefined) return undefined
  return {
    what: `A dot matches any character, so ${dotted} also matches ${dotted.replace('.', 'x')}.`,
    next: `Escape it: ${dotted.replaceAll('.', '\\\\.')}.`,
  }
}
