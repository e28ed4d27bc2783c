import { createTheme, type DisplayValue, FieldType, formattedValueToString, getDisplayProcessor } from '@grafana/data'
import type { Locator, Response } from 'playwright-core'
import { expect } from 'vitest'
import { panelOf, type Visit } from '../../support/browser.ts'
import { dashboardShown, type PanelJson, panelsOf } from '../../support/dashboards.ts'
import { contentOf, textOf } from '../../support/evidence.ts'

/** What Prometheus answered to a question of the page. */
export interface Answered {
  readonly query: string
  readonly isInstant: boolean
  /** The last value of each series. */
  readonly last: readonly number[]
}

export async function answered(response: Response): Promise<Answered> {
  const query = new URLSearchParams(response.request().postData() ?? '').get('query') ?? ''
  const { data } = (await response.json()) as {
    readonly data: { readonly result: readonly { readonly value?: Sample; readonly values?: readonly Sample[] }[] }
  }
  const last = data.result.map(({ value, values }) => Number((value ?? values?.at(-1))?.[1]))
  return { query, isInstant: response.url().endsWith('/query'), last }
}

type Sample = readonly [number, string]

/** Whether a query is a panel's, whatever stands in the place of its variables. */
function isOf({ targets = [] }: PanelJson, { query, isInstant }: Answered): boolean {
  return targets.some(({ expr, instant }) => {
    const parts = expr.split(/\$(?:\w+|\{\w+\})/).map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'))
    return instant === isInstant && new RegExp(`^${parts.join('.+')}$`, 's').test(query)
  })
}

const singleValues = ['stat', 'gauge', 'bargauge']

/** How Grafana's library shows a number in a panel. */
const displayOf = ({ fieldConfig: { defaults } }: PanelJson, value: number): DisplayValue =>
  getDisplayProcessor({
    field: { type: FieldType.number, config: structuredClone(defaults) as object },
    theme: createTheme({ colors: { mode: 'dark' } }),
  })(value)

type Rgb = readonly number[]
const rgbOf = (hex: string): Rgb => [1, 3, 5].map((at) => Number.parseInt(hex.slice(at, at + 2), 16))
const far = (one: Rgb, other: Rgb): number => Math.hypot(...one.map((each, at) => each - (other[at] ?? 0)))

/** The colours that a value is written in, or written on. */
const colorsOf = (content: Locator): Promise<readonly Rgb[]> =>
  content.locator('*').evaluateAll((elements) =>
    elements
      .flatMap((element) => {
        const { color, backgroundImage } = getComputedStyle(element)
        return [color, ...(backgroundImage.match(/rgba?\([^)]*\)/g) ?? [])]
      })
      .map((text) => (text.match(/\d+/g) ?? []).slice(0, 3).map(Number))
      .filter((rgb) => Math.max(...rgb) - Math.min(...rgb) > 60),
  )

/** Tiles and dials write their numbers and colour them as Grafana does. */
export async function writesAsGrafana(uid: string, { page }: Visit, known: readonly Answered[]): Promise<void> {
  const shown = panelsOf(await dashboardShown(uid)).filter(({ type }) => singleValues.includes(type))
  for (const panel of shown) {
    const place = panelOf(page, panel.title)
    const text = await textOf(place)
    const values = known.find((answer) => isOf(panel, answer))?.last ?? []
    expect(values.length, panel.title).toBeGreaterThan(0)
    const { thresholds } = panel.fieldConfig.defaults
    // The first step is for what is below all others.
    const named =
      thresholds?.steps.map(({ value }, at) => displayOf(panel, at === 0 ? -1e9 : (value ?? 0)).color ?? '') ?? []
    const nearest = (await colorsOf(contentOf(place))).map(
      (color) => named.toSorted((a, b) => far(rgbOf(a), color) - far(rgbOf(b), color))[0],
    )
    for (const value of values) {
      const expected = displayOf(panel, value)
      expect(text, panel.title).toContain(formattedValueToString(expected).replace(/\s+/g, ' '))
      expect(nearest, panel.title).toContain(expected.color)
    }
  }
}
