import type { LabelSet } from '../promql/evaluate/series.ts'
import { fixed, humanize, humanize1024, humanizeDuration, humanizePercentage, plain } from './humanize.ts'
import { Underivable } from './underivable.ts'

/** An annotation as Prometheus expands it for one series. Throws `Underivable` for functions that are not known here. */
export const expand = (text: string, labels: LabelSet, value: number): string =>
  text.replace(/\{\{-?([^{}]*?)-?\}\}/g, (whole: string, written: string) => {
    const action = written.trim()
    const [, label, pipe] = /^(?:\$value|\$labels\.(\w+))(?:\s*\|\s*(.+))?$/.exec(action) ?? []
    const said = label === undefined ? ofValue(value, pipe) : ofLabel(labels[label] ?? '', pipe)
    if (said !== undefined && /^\$(?:value|labels)/.test(action)) return said
    throw new Underivable(`what ${whole} says is not known here`)
  })

function ofValue(value: number, pipe: string | undefined): string | undefined {
  if (pipe === undefined) return plain(value)
  const digits = /^printf "%\.(\d)f"$/.exec(pipe)?.[1]
  return digits === undefined ? functions[pipe]?.(value) : fixed(value, Number(digits))
}

function ofLabel(text: string, pipe: string | undefined): string | undefined {
  if (pipe === undefined) return text
  return pipe === 'urlquery' ? queryEscaped(text) : undefined
}

const functions: Readonly<Record<string, (value: number) => string>> = {
  humanize,
  humanize1024,
  humanizeDuration,
  humanizePercentage,
}

/** Go leaves fewer characters alone than JavaScript, and writes a space as `+`. */
const queryEscaped = (text: string): string =>
  encodeURIComponent(text)
    .replaceAll('%20', '+')
    .replace(/[!'()*]/g, (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`)
