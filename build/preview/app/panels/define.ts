import {
  FieldColorModeId,
  FieldConfigProperty,
  identityOverrideProcessor,
  PanelPlugin,
  type PanelProps,
  ThresholdsMode,
} from '@grafana/data'
import type { ComponentType } from 'react'
import { fieldOption } from '../fields/standard.ts'

interface Definition<Options extends object> {
  readonly component: ComponentType<PanelProps<Options>>
  /** What a dashboard's options are laid over. */
  readonly options: Options
  /** The panel's own field options below `custom`, each with what it is where a dashboard does not say; Grafana ignores others. */
  readonly custom: Readonly<Record<string, unknown>>
  /** What colours a field where the dashboard does not say: its thresholds, unless the panel shows series side by side. */
  readonly colorMode?: FieldColorModeId
  /** Whether it fills its frame to the edge. */
  readonly noPadding?: boolean
}

/** Grafana's thresholds where a dashboard has none. */
const thresholds = {
  mode: ThresholdsMode.Absolute,
  steps: [
    { value: Number.NEGATIVE_INFINITY, color: 'green' },
    { value: 80, color: 'red' },
  ],
}

/** A panel type as Grafana's library wants it: the component, its options, and the field options that may be overridden. */
export function definePanel<Options extends object>({
  component,
  options,
  custom,
  colorMode = FieldColorModeId.Thresholds,
  noPadding = false,
}: Definition<Options>): PanelPlugin<Options> {
  const plugin = new PanelPlugin<Options>(component)
    .setPanelOptions((builder) => {
      for (const [path, defaultValue] of Object.entries(options)) {
        builder.addCustomEditor({ id: path, path: path as never, name: path, editor: () => null, defaultValue })
      }
    })
    .useFieldConfig({
      standardOptions: {
        [FieldConfigProperty.Color]: { defaultValue: { mode: colorMode } },
        [FieldConfigProperty.Thresholds]: { defaultValue: thresholds },
      },
      useCustomConfig: (builder) => {
        for (const [path, defaultValue] of Object.entries(custom)) {
          builder.addCustomEditor({
            ...fieldOption(path, identityOverrideProcessor),
            path: path as never,
            defaultValue,
          })
        }
      },
    })
  return noPadding ? plugin.setNoPadding() : plugin
}
