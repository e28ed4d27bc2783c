import {
  dataLinksOverrideProcessor,
  displayNameOverrideProcessor,
  type FieldConfigPropertyItem,
  identityOverrideProcessor,
  numberOverrideProcessor,
  stringOverrideProcessor,
  thresholdsOverrideProcessor,
  unitOverrideProcessor,
  valueMappingsOverrideProcessor,
} from '@grafana/data'

type Process = FieldConfigPropertyItem['process']

/** A field option that is applied and never edited. */
export function fieldOption(
  path: string,
  process: Process,
  more: Partial<FieldConfigPropertyItem> = {},
): FieldConfigPropertyItem {
  const editor = () => null
  return { id: path, path, name: path, editor, override: editor, process, shouldApply: () => true, ...more }
}

/** The options that every panel's fields have, with Grafana's own functions to apply them. */
export const standardFieldConfig: readonly FieldConfigPropertyItem[] = [
  fieldOption('displayName', displayNameOverrideProcessor as Process, { settings: { expandTemplateVars: true } }),
  fieldOption('unit', unitOverrideProcessor as Process),
  fieldOption('min', numberOverrideProcessor as Process),
  fieldOption('max', numberOverrideProcessor as Process),
  fieldOption('fieldMinMax', identityOverrideProcessor),
  fieldOption('decimals', numberOverrideProcessor as Process),
  fieldOption('noValue', stringOverrideProcessor as Process),
  fieldOption('thresholds', thresholdsOverrideProcessor as Process),
  fieldOption('mappings', valueMappingsOverrideProcessor as Process),
  fieldOption('links', dataLinksOverrideProcessor as Process),
  fieldOption('color', identityOverrideProcessor),
  fieldOption('filterable', identityOverrideProcessor),
]
