import type { PanelProps } from '@grafana/data'
import { Icon, useTheme2 } from '@grafana/ui'
import { definePanel } from '../define.ts'
import { Words } from '../shared/no-data.tsx'
import { alertsIn } from './alerts.ts'

interface Options {
  readonly alertName: string
  readonly maxItems: number
  readonly sortOrder: number
  readonly viewMode: string
}

/** The alerts that fire or wait, as Prometheus knows them: Grafana asks its data sources the same. */
function AlertListPanel({ data, width, height, options, title }: PanelProps<Options>) {
  const { colors, typography } = useTheme2()
  const alerts = alertsIn(data.series, options)
  if (options.viewMode === 'stat') return <Words text={String(alerts.length)} width={width} height={height} />
  if (alerts.length === 0) return <Words text="No alerts matching filters" width={width} height={height} />
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reachable by keyboard
    <ul tabIndex={0} aria-label={title} style={{ width, height, overflow: 'auto', listStyle: 'none' }}>
      {alerts.map(({ name, state, instances }) => {
        const color = state === 'firing' ? colors.error : colors.warning
        return (
          <li
            key={name}
            style={{
              display: 'flex',
              gap: 8,
              padding: '6px 8px',
              marginBottom: 4,
              background: colors.background.secondary,
            }}
          >
            <Icon name={state === 'firing' ? 'exclamation-circle' : 'hourglass'} style={{ color: color.text }} />
            <div style={{ minWidth: 0, overflowWrap: 'anywhere' }}>
              <div>{name}</div>
              <div style={{ color: colors.text.secondary, ...typography.bodySmall }}>
                <span style={{ color: color.text }}>{state === 'firing' ? 'Firing' : 'Pending'}</span>
                {`, ${instances.length === 1 ? '1 instance' : `${instances.length} instances`}`}
              </div>
              {instances
                .filter((instance) => instance !== '')
                .map((instance) => (
                  <div key={instance} style={{ color: colors.text.secondary, ...typography.bodySmall }}>
                    {instance}
                  </div>
                ))}
            </div>
          </li>
        )
      })}
    </ul>
  )
}

export const alertlist = definePanel<Options>({
  component: AlertListPanel,
  options: { alertName: '', maxItems: 20, sortOrder: 1, viewMode: 'list' },
  custom: {},
})
