import type { FieldConfigModel } from './model.ts'

/** The names of the series that a click on the legend left; `undefined` for all of them. */
export type Visible = readonly string[] | undefined

/**
 * What a click on a label of the legend leaves: only it; all, if it was the only one; with a key held, it changes sides.
 * `mode` is Grafana's `SeriesVisibilityChangeMode`: `select`, `append` with a key held, or `setExactly`.
 */
export function clicked(
  visible: Visible,
  label: string | readonly string[] | null,
  mode: string,
  all: readonly string[],
): Visible {
  if (label === null) return undefined
  const labels = typeof label === 'string' ? [label] : label
  if (mode === 'setExactly') return labels
  if (mode === 'select') return isSameSet(visible, labels) ? undefined : labels
  const now = new Set(visible ?? all)
  for (const each of labels) if (!now.delete(each)) now.add(each)
  return now.size === 0 || isSameSet([...now], all) ? undefined : [...now]
}

/** A field configuration that hides the other series; they stay in the legend. */
export const showOnly = (config: FieldConfigModel, visible: Visible): FieldConfigModel =>
  visible === undefined
    ? config
    : {
        ...config,
        overrides: [
          ...config.overrides,
          {
            matcher: { id: 'byNames', options: { mode: 'exclude', names: visible } },
            properties: [{ id: 'custom.hideFrom', value: { viz: true, legend: false, tooltip: true } }],
          },
        ],
      }

const isSameSet = (a: Visible, b: readonly string[]): boolean =>
  a !== undefined && new Set(a).size === new Set(b).size && a.every((each) => b.includes(each))
