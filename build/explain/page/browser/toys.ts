import { amount } from '../../amount.ts'
import type { Limit } from '../../explain.ts'
import type { Happening } from '../../happen.ts'
import type { Setting } from '../../sandbox.ts'
import type { Played, Shown, Toys } from '../protocol.ts'
import { chart, inWords } from './chart.ts'
import { type Child, h } from './dom.ts'

type Play = (setting: Setting, happenings: readonly Happening[], played: (played: Played) => void) => void

/** The part to play with: a slider for the value, what may happen, and values for each series. */
export function toysOf({ toys, limit, verdict }: Shown, play: Play): HTMLElement | undefined {
  if (toys === undefined || (toys.dial === undefined && toys.levers.length === 0)) return undefined
  const said = h('p', { class: 'said', role: 'status' })
  const drawn = h('div', { class: 'drawn' })
  const happenings = new Set<Happening>()
  let setting: Setting = toys.dial?.start ?? toys.levers.map(({ start }) => start)
  const again = (): void =>
    play(setting, [...happenings], (played) => {
      said.textContent = 'why' in played ? played.why : toldWith(setting, limit, played.told)
      drawn.replaceChildren(
        ...('why' in played
          ? []
          : [chart(played.drawing, limit, { height: 260, label: inWords(played.drawing, limit) })]),
      )
    })
  const set = (value: Setting): void => {
    setting = value
    again()
  }
  const section = h(
    'section',
    { class: 'panel toys', 'aria-label': 'Try values' },
    h('h3', {}, titleOf(toys, verdict.is === 'not shown')),
    toys.dial && dialOf(toys.dial, limit, set),
    toys.dial === undefined && leversOf(toys, set),
    switches(toys, happenings, again),
    said,
    drawn,
    toys.dial !== undefined &&
      toys.levers.length > 0 &&
      h('details', { class: 'own' }, h('summary', {}, 'Set each series yourself'), leversOf(toys, set)),
  )
  again()
  return section
}

function titleOf({ dial }: Toys, isOpen: boolean): string {
  if (isOpen) return 'Give it values yourself'
  return dial === undefined ? 'When does it fire? Give it values' : 'When does it fire? Move the value'
}

const toldWith = (setting: Setting, limit: Limit | undefined, told: string): string =>
  typeof setting === 'number'
    ? `At ${amount(setting, limit?.unit)}: ${told.charAt(0).toLowerCase()}${told.slice(1)}`
    : told

function dialOf(
  { min, max, step, start, limit: line }: NonNullable<Toys['dial']>,
  limit: Limit | undefined,
  set: (value: number) => void,
): HTMLElement {
  // The slider itself says it to who does not see it.
  const output = h('span', { 'aria-hidden': 'true' }, amount(start, limit?.unit))
  const slider = h('input', {
    id: 'value',
    type: 'range',
    min,
    max,
    step: 'any',
    value: start,
    list: 'line',
    'aria-valuetext': amount(start, limit?.unit),
  })
  const told = (value: number): void => {
    const text = amount(value, limit?.unit)
    output.textContent = text
    slider.setAttribute('aria-valuetext', text)
    set(value)
  }
  const rounded = (value: number): number => Number((Math.round(value / step) * step).toPrecision(10))
  slider.addEventListener('input', () => told(rounded(Number(slider.value))))
  // Without steps of its own the value may begin between two; the arrows go by one.
  slider.addEventListener('keydown', (event) => {
    const by = { ArrowRight: 1, ArrowUp: 1, ArrowLeft: -1, ArrowDown: -1, PageUp: 10, PageDown: -10 }[event.key]
    if (by === undefined) return
    event.preventDefault()
    const value = rounded(Math.min(max, Math.max(min, Number(slider.value) + by * step)))
    slider.value = String(value)
    told(value)
  })
  return h(
    'div',
    { class: 'dial' },
    h('label', { for: 'value' }, 'Value'),
    slider,
    h('datalist', { id: 'line' }, h('option', { value: line })),
    output,
  )
}

function leversOf({ levers }: Toys, set: (values: readonly (number | undefined)[]) => void): HTMLElement {
  const values = levers.map(({ start }) => start)
  return h(
    'div',
    { class: 'levers' },
    h('p', { class: 'hint' }, 'Each series has its value all along; an empty field: there is no such series.'),
    ...levers.map(({ name, grows, start }, at) =>
      h(
        'label',
        {},
        h('code', {}, name),
        h(
          'span',
          {},
          h('input', {
            type: 'number',
            step: 'any',
            ...(start === undefined ? {} : { value: start }),
            input: ({ currentTarget }: Event) => {
              const text = currentTarget instanceof HTMLInputElement ? currentTarget.value : ''
              values[at] = text === '' || !Number.isFinite(Number(text)) ? undefined : Number(text)
              set([...values])
            },
          }),
          grows && ' more each second',
        ),
      ),
    ),
  )
}

const words: readonly (readonly [Happening, string])[] = [
  ['vanishes', 'Series vanish'],
  ['scrape', 'A scrape fails'],
  ['reset', 'Counters start from 0'],
  ['restart', 'Prometheus restarts'],
]

const switches = ({ counts }: Toys, happenings: Set<Happening>, again: () => void): HTMLElement =>
  h(
    'fieldset',
    { class: 'switches' },
    h('legend', {}, 'and then'),
    ...words.map(
      ([happening, text]): Child =>
        h(
          'label',
          {},
          h('input', {
            type: 'checkbox',
            role: 'switch',
            disabled: happening === 'reset' && !counts,
            change: ({ currentTarget }: Event) => {
              if (currentTarget instanceof HTMLInputElement && currentTarget.checked) happenings.add(happening)
              else happenings.delete(happening)
              again()
            },
          }),
          text,
        ),
    ),
  )
