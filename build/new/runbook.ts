import type { AnyMetric } from '../language/metric.ts'

/** What the definition knows of an alert. */
interface Known {
  /** `File size p95 is above 100MiB` */
  readonly condition: string
  readonly held: string
  readonly labels: readonly string[]
  readonly metrics: readonly AnyMetric[]
}

/**
 * The prose of a new alert: what its definition tells of its meaning and of the first looks. Whom it hurts and what
 * helps only people know, so these sections are left empty, and the build waits for them.
 */
export function runbookOf({ condition, held, labels, metrics }: Known): string {
  const series = labels.map((label) => `\`${label}\``).join(' and ')
  const sections = [
    '## Meaning',
    `${condition}${series === '' ? '' : ` for at least one ${series}`}, and has been for ${held}. It is computed from:`,
    metrics.map(({ name, facts }) => `- \`${name}\`: ${facts.help}`).join('\n'),
    '## Impact',
    '## Diagnosis',
    [
      '1. Open the panel. Since when is the line beyond the threshold? What changed just before: a deploy, a restart?',
      series === ''
        ? '2. Split the query by its labels: is it one series, or all of them?'
        : `2. Is it one ${series}, or all of them? One: look at what is special about it. All: at what they share.`,
    ].join('\n'),
    '## Mitigation',
  ]
  return `${sections.join('\n\n')}\n`
}
