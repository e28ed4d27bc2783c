import type { Weight } from '../../diff/change.ts'

/** How a report calls each weight. */
export const headings: Readonly<Record<Weight, string>> = {
  alerting: 'Alerting behaviour',
  data: 'Data',
  operation: 'Operation',
  appearance: 'Appearance',
}
