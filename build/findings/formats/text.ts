import { clip } from '../clip.ts'
import { type Paint, render } from '../render.ts'
import type { Format } from '../report.ts'
import { styled } from '../styled.ts'
import { summaryOf } from '../summary.ts'

const styles = { error: ['bold', 'red'], warning: ['bold', 'yellow'], check: 'cyan', caret: 'green' } as const

const coloured: Paint = (part, text) => styled([styles[part]].flat(), text)

/** As people read it on a terminal: each finding with its line and caret, then one line of counts. */
export const text: Format = (report, { colours }) =>
  [
    ...report.diagnostics.map((diagnostic) => render(clip(diagnostic), colours ? coloured : undefined)),
    summaryOf(report),
  ].join('\n\n')
