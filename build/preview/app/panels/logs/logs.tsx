import type { PanelProps } from '@grafana/data'
import { definePanel } from '../define.ts'
import { Words } from '../shared/no-data.tsx'

/** Lines of a log: what keeps them is not asked here, so only their frame is drawn. */
const LogsPanel = ({ width, height }: PanelProps<object>) => (
  <Words text="This preview asks for metrics, and for no logs." width={width} height={height} />
)

export const logs = definePanel<object>({ component: LogsPanel, options: {}, custom: {} })
