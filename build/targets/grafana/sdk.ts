import type * as sdk from '@grafana/grafana-foundation-sdk/dashboard'
import type { Dataquery } from '@grafana/grafana-foundation-sdk/prometheus'

/**
 * The JSON of one of the SDK's types: its enums as the plain values they stand for. Only types are imported from the
 * SDK, so that TypeScript holds our output against Grafana's model while the build loads none of it. Its builders are
 * not used: they leave out ids and refIds, and lose panels inside rows.
 */
export type Json<T> = T extends string
  ? `${T}`
  : T extends readonly (infer Item)[]
    ? readonly Json<Item>[]
    : T extends object
      ? { readonly [K in keyof T as T[K] extends (...args: never) => unknown ? never : K]: Json<T[K]> }
      : T

type Without<T, K extends keyof T> = { readonly [P in keyof T as P extends K ? never : P]: Json<T[P]> }

export type Target = Json<Dataquery>

/** A panel whose options and custom field configuration have the types of their visualization. */
export interface PanelJson<Options = object, Custom = object>
  extends Without<sdk.Panel, 'options' | 'targets' | 'fieldConfig' | 'links'> {
  readonly targets: readonly Target[]
  readonly links?: readonly PanelLink[]
  readonly options: Json<Options>
  readonly fieldConfig: {
    readonly defaults: FieldConfig<Custom>
    readonly overrides: readonly Override[]
  }
}

export type FieldConfig<Custom = object> = Without<sdk.FieldConfig, 'custom' | 'links'> & {
  readonly custom?: Json<Custom>
  /** The SDK takes them for a dashboard's links. */
  readonly links?: readonly PanelLink[]
}

export interface Override {
  readonly matcher: { readonly id: 'byName' | 'byRegexp'; readonly options: string }
  readonly properties: readonly { readonly id: string; readonly value: unknown }[]
}

/** The link of a panel or a series; unlike a dashboard's it has three fields. */
export interface PanelLink {
  readonly title: string
  readonly url: string
  readonly targetBlank: boolean
}

export type RowJson = Without<sdk.RowPanel, 'panels'> & { readonly panels: readonly PanelJson[] }

export interface DashboardJson extends Without<sdk.Dashboard, 'panels' | 'templating' | 'annotations' | 'links'> {
  readonly panels: readonly (PanelJson | RowJson)[]
  readonly templating: { readonly list: readonly Variable[] }
  readonly annotations: { readonly list: readonly Json<sdk.AnnotationQuery>[] }
  readonly links: readonly Json<sdk.DashboardLink>[]
}

export type Variable = Without<sdk.VariableModel, 'query' | 'current'> & {
  /** Whether the expression reads values or what they are shown as; the SDK does not know it yet. */
  readonly regexApplyTo?: 'value' | 'text'
  readonly query: string | { readonly qryType: number; readonly query: string; readonly refId: string }
  readonly current: { readonly text: string | readonly string[]; readonly value: string | readonly string[] }
}
export type Mapping = Json<sdk.ValueMapping>
