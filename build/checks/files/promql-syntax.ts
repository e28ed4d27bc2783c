import type { Check } from '../check.ts'

export const promqlSyntax: Check = {
  id: 'promql-syntax',
  severity: 'error',
  covers: ['D01', 'I08', 'R03'],
  about:
    "Every expression of a rule and every query of a panel is PromQL. Prometheus refuses a rule file with one that is not, and a panel shows an error instead of data. Grafana's variables count as what they may stand for. Queries of our own definitions are built as trees, so theirs cannot be wrong; this finds mistakes in files that people wrote by hand.",
  run: ({ unparsed = [] }) =>
    unparsed.map(({ place, text, message, from, to }) => ({
      place,
      excerpt: { text, from, to },
      what: message,
      next: 'Correct the expression; what it reads was not checked.',
    })),
}
