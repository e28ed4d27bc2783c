import {
  type FieldConfigSource,
  FieldType,
  getFieldDisplayName,
  getPanelOptionsWithDefaults,
  LoadingState,
  type PanelData,
  useFieldOverrides,
} from '@grafana/data'
import { PanelChrome, type PanelContext, PanelContextProvider, useTheme2 } from '@grafana/ui'
import { memo, useMemo, useState } from 'react'
import { fieldNotices } from '../fields/notices.ts'
import { panels } from '../panels/registry.ts'
import { UnknownPanel } from '../panels/unknown/unknown.tsx'
import type { Asking } from '../query/asking.ts'
import { linkerOf, replacerOf } from '../query/replace.ts'
import { usePanelData } from '../query/use-panel-data.ts'
import type { Around } from './around.ts'
import { useDrawing } from './drawing.ts'
import { Inspect } from './inspect.tsx'
import { Message } from './message.tsx'
import type { PanelModel } from './model.ts'
import { PanelMenu } from './panel-menu.tsx'
import { TitleItems } from './title-items.tsx'
import { clicked, showOnly, type Visible } from './visibility.ts'

interface Props {
  readonly panel: PanelModel
  readonly width: number
  readonly height: number
  readonly around: Around
  readonly asking: Asking
  readonly isInView: boolean
}

/** A panel in its frame: asks, applies the field configuration, and draws with the component of its type. */
export const AskedPanel = memo(function AskedPanel({ panel, width, height, around, asking, isInView }: Props) {
  const { timeZone, onChangeTimeRange } = around
  const theme = useTheme2()
  const plugin = panels[panel.type]
  const raw = usePanelData(panel, plugin === undefined ? 0 : Math.round(width), asking)
  const isWaiting =
    plugin !== undefined && (raw.state === LoadingState.NotStarted || raw.state === LoadingState.Loading)
  useDrawing(isWaiting && isInView, asking)
  const [visible, setVisible] = useState<Visible>()
  const [isInspecting, setInspecting] = useState(false)
  const { fieldConfig, options } = useMemo(() => configured(panel, visible), [panel, visible])
  const replaceVariables = useMemo(() => replacerOf(asking), [asking])
  const urlOf = useMemo(() => linkerOf(asking), [asking])
  const data = useFieldOverrides(plugin, fieldConfig, raw, timeZone, theme, replaceVariables) ?? raw
  const notices = useMemo(
    () => [
      ...raw.notices.map(({ text }) => text),
      ...(plugin === undefined ? [] : fieldNotices(plugin, panel.fieldConfig)),
    ],
    [raw.notices, plugin, panel],
  )
  const context = usePanelContext(around, data, visible, setVisible)
  const Component = plugin?.panel
  const message = raw.errors?.[0]?.message
  return (
    <PanelContextProvider value={context}>
      <PanelChrome
        title={replaceVariables(panel.title)}
        width={width}
        height={height}
        padding={plugin?.noPadding ? 'none' : 'md'}
        displayMode={panel.transparent ? 'transparent' : 'default'}
        loadingState={raw.state}
        titleItems={<TitleItems panel={panel} notices={notices} replaceVariables={replaceVariables} urlOf={urlOf} />}
        menu={() => <PanelMenu address={around.addressOf(panel.id)} onInspect={() => setInspecting(true)} />}
        statusMessageOnClick={() => setInspecting(true)}
        {...(message === undefined ? {} : { statusMessage: message })}
      >
        {(innerWidth, innerHeight) =>
          !Component ? (
            <UnknownPanel type={panel.type} drawn={Object.keys(panels)} />
          ) : raw.series.length === 0 && message !== undefined ? (
            <Message>{message}</Message>
          ) : isWaiting && raw.series.length === 0 ? null : (
            <Component
              id={panel.id}
              title={panel.title}
              data={data}
              options={options}
              fieldConfig={fieldConfig}
              width={innerWidth}
              height={innerHeight}
              timeRange={raw.timeRange}
              timeZone={timeZone}
              transparent={panel.transparent}
              renderCounter={0}
              eventBus={around.eventBus}
              replaceVariables={replaceVariables}
              onOptionsChange={() => {}}
              onFieldConfigChange={() => {}}
              onChangeTimeRange={({ from, to }: { from: number; to: number }) => onChangeTimeRange(from, to)}
            />
          )
        }
      </PanelChrome>
      {isInspecting && (
        <Inspect
          panel={panel}
          width={Math.round(width)}
          asking={asking}
          error={message}
          onDismiss={() => setInspecting(false)}
        />
      )}
    </PanelContextProvider>
  )
})

/** A panel's options and field configuration, laid over what its type begins with. */
function configured(panel: PanelModel, visible: Visible): { fieldConfig: FieldConfigSource; options: unknown } {
  const plugin = panels[panel.type]
  const currentFieldConfig = structuredClone(showOnly(panel.fieldConfig, visible)) as unknown as FieldConfigSource
  if (plugin === undefined) return { fieldConfig: currentFieldConfig, options: {} }
  return getPanelOptionsWithDefaults({
    plugin,
    currentOptions: { ...panel.options },
    currentFieldConfig,
    isAfterPluginChange: false,
  })
}

function usePanelContext(
  { eventBus, graphTooltip }: Around,
  data: PanelData,
  visible: Visible,
  setVisible: (visible: Visible) => void,
): PanelContext {
  return useMemo(
    () => ({
      eventsScope: 'dashboard',
      eventBus,
      sync: () => graphTooltip,
      onToggleSeriesVisibility: (label, mode) => setVisible(clicked(visible, label, mode, namesOf(data))),
      canAddAnnotations: () => false,
      canEditAnnotations: () => false,
      canDeleteAnnotations: () => false,
    }),
    [eventBus, graphTooltip, data, visible, setVisible],
  )
}

const namesOf = ({ series }: PanelData): readonly string[] =>
  series.flatMap((frame) =>
    frame.fields
      .filter(({ type }) => type === FieldType.number)
      .map((field) => getFieldDisplayName(field, frame, series)),
  )
