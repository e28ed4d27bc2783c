import { css } from '@emotion/css'
import type { GrafanaTheme2 } from '@grafana/data'
import { Modal, useStyles2 } from '@grafana/ui'
import type { Asking } from '../query/asking.ts'
import { planOf, type QueryPlan } from '../query/plan.ts'
import type { PanelModel } from './model.ts'

interface Props {
  readonly panel: PanelModel
  readonly width: number
  readonly asking: Asking
  readonly error: string | undefined
  readonly onDismiss: () => void
}

/** What a panel asked Prometheus, with its variables put in, and what went wrong. */
export function Inspect({ panel, width, asking, error, onDismiss }: Props) {
  const style = useStyles2(styleOf)
  return (
    <Modal isOpen title={`Queries of ${panel.title}`} onDismiss={onDismiss}>
      {error !== undefined && <pre className={style}>{error}</pre>}
      {planOf(panel, width, asking).queries.map((query) => (
        <section key={query.refId}>
          <h3>
            {query.refId} <small>{kindOf(query)}</small>
          </h3>
          <pre className={style}>{'refused' in query ? query.refused : query.question.expr}</pre>
        </section>
      ))}
    </Modal>
  )
}

function kindOf(query: QueryPlan): string {
  if ('refused' in query) return 'not asked'
  const { question } = query
  const moment = (seconds: number) => new Date(seconds * 1000).toISOString()
  return question.kind === 'range'
    ? `range, step ${question.step}s, ${moment(question.start)} to ${moment(question.end)}`
    : `instant, ${moment(question.time)}`
}

const styleOf = (theme: GrafanaTheme2): string =>
  css({
    whiteSpace: 'pre-wrap',
    overflowWrap: 'anywhere',
    color: theme.colors.text.primary,
  })
