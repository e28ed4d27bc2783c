import type { Values } from '../language/labels.ts'
import type { AnyMetric } from '../language/metric.ts'
import type { Defined } from '../model/load.ts'
import { refused } from './request.ts'

/** A label of a new metric. */
export interface Label {
  readonly name: string
  /** Its values, where they are a closed list; otherwise how many there are. */
  readonly values: readonly string[] | 'open' | 'unbounded'
}

/** Reads `outcome=ok,failed`; a label alone has the values that other metrics of the file declare, or is open. */
export function labelOf(metric: string, written: string, siblings: readonly Defined<AnyMetric>[]): Label {
  const [, name = '', , listed] = /^([^=]*)(=(.*))?$/.exec(written) ?? []
  if (!/^[a-zA-Z][a-zA-Z0-9_]*$/.test(name))
    throw refused(
      metric,
      `A label's name has letters, digits and underscores and starts with a letter, and ${JSON.stringify(name)} does not.`,
      'For example: --label task_type, or with its values --label outcome=ok,failed',
    )
  if (['job', 'instance', 'le'].includes(name))
    throw refused(metric, `Every metric that needs the label ${name} has it already.`, `Leave --label ${name} out.`)
  if (listed === undefined) return { name, values: known(name, siblings) }
  const values = listed.split(',')
  const wrong = values.find((value, at) => !/^[^\p{C}\s]+$/u.test(value) || values.indexOf(value) !== at)
  if (wrong === undefined) return { name, values }
  throw refused(
    metric,
    `The values of ${name} are words, each once, with commas between; found ${JSON.stringify(wrong)} in ${JSON.stringify(listed)}.`,
    `For example: --label ${name}=ok,failed`,
  )
}

function known(label: string, siblings: readonly Defined<AnyMetric>[]): Label['values'] {
  const values: Values | undefined = siblings
    .filter(({ value }) => Object.hasOwn(value.declared, label))
    .map(({ value }) => value.declared[label])[0]
  if (values === undefined) return 'open'
  return 'extent' in values ? values.extent : values
}

/** The label as an entry of `labels`: by the name of a constant of the file that lists the same values, if it has one. */
export function entryOf({ name, values }: Label, text: string): string {
  if (typeof values === 'string') return `${name}: ${values}`
  return listOf(text, name)?.join() === values.join() ? name : `${name}: ${JSON.stringify(values)}`
}

/** The texts that a file lists in a constant of this name. */
function listOf(text: string, name: string): readonly string[] | undefined {
  const list = new RegExp(`^const ${name} = \\[([^\\]]*)\\]`, 'm').exec(text)?.[1]
  return list === undefined ? undefined : [...list.matchAll(/(['"])(.*?)\1/g)].map(([, , value = '']) => value)
}
