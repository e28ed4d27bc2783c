import { PromqlError } from '../promql/error.ts'
import { parse } from '../promql/parse.ts'
import type { Expr } from '../promql/tree.ts'
import { type Code, call, commented, commentLines, formatted, literal, object, quoted } from './code.ts'
import { importsOf } from './modules.ts'
import type { Questions } from './questions.ts'
import type { ReadRule, ReadRules } from './read-rules.ts'

/** What rules are excused from: `''` for the file, and the group and name of a rule in one line. */
type Waived = ReadonlyMap<string, Readonly<Record<string, string>>>

/** The expression of a rule; `undefined` where it is no PromQL. */
export function exprOfRule({ expr }: ReadRule): Expr | undefined {
  try {
    return parse(expr)
  } catch (error) {
    if (error instanceof PromqlError || error instanceof RangeError) return undefined
    throw error
  }
}

/** The labels that the texts of a rule mention. */
export const mentionedBy = ({ labels, annotations }: ReadRule): readonly string[] =>
  [...Object.values(labels), ...Object.values(annotations)].flatMap((text) =>
    [...text.matchAll(/\$labels\.(\w+)/g)].map(([, label = '']) => label),
  )

export const rulePath = (group: string, rule: string): string => JSON.stringify([group, rule])

/** A rule file as a file of definitions. */
export function rulesText({ groups, comments }: ReadRules, questions: Questions, waived: Waived): string {
  const whole = waived.get('')
  const code = call(
    'ruleFile',
    ...(whole === undefined ? [] : [object([['waive', literal(whole)]])]),
    ...groups.map((group) =>
      commented(
        group.comments,
        call(
          'ruleGroup',
          quoted(group.name),
          literal(group.about),
          ...group.rules.flatMap((rule) => {
            const query = questions.codeOf(rule.expr)
            if (query === undefined) return []
            const said = ruleCode(rule, query, waived.get(rulePath(group.name, rule.name)))
            return [commented(rule.comments.before, said, rule.comments.after)]
          }),
        ),
      ),
    ),
  )
  const imports = importsOf([code], questions.files('other'))
  return [
    ...commentLines(comments.before),
    ...imports,
    '',
    `export default ${formatted(code, 0, 15)}`,
    ...(comments.after.length > 0 ? ['', ...commentLines(comments.after)] : []),
    '',
  ].join('\n')
}

function ruleCode(rule: ReadRule, query: Code, waive: Readonly<Record<string, string>> | undefined): Code {
  const { at } = rule.comments
  const told = (key: string, value: unknown, field = key): (readonly [string, Code])[] =>
    value === undefined || (typeof value === 'object' && value !== null && Object.keys(value).length === 0)
      ? []
      : [[key, commented(at.get(field) ?? [], literal(value))]]
  if (rule.kind === 'record') {
    const about = [...told('labels', rule.labels), ...told('waive', waive)]
    return call(
      'recorded',
      quoted(rule.name),
      commented(at.get('expr') ?? [], query),
      ...(about.length > 0 ? [object(about)] : []),
    )
  }
  return call(
    'rule',
    quoted(rule.name),
    object([
      ['when', commented(at.get('expr') ?? [], query)],
      ...told('for', rule.for),
      ...told('keepFiringFor', rule.keepFiringFor, 'keep_firing_for'),
      ...told('labels', rule.labels),
      ...told('annotations', rule.annotations),
      ...told('waive', waive),
    ]),
  )
}
