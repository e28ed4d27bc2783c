import type { Answer, Explained, Input, Shown, Spot, Trouble } from '../protocol.ts'
import { fragmentOf, heldIn } from './address.ts'
import { Client } from './client.ts'
import { brief, byId, h } from './dom.ts'
import { Editor, type Underlined } from './editor.ts'
import { examples } from './examples.ts'
import { followTheme } from './theme.ts'
import { copy, headOf, toldOf, troublesOf } from './told.ts'
import { toysOf } from './toys.ts'

/** Longer texts are no rules that anybody wrote, and a field with one of them is slow itself. */
const mostLetters = 2_000_000
const tooLong = `It has more than ${mostLetters} letters, and this page reads no more.`
/** After so many milliseconds without another letter it is asked. */
const pause = 80

const client = new Client(byId('engine', HTMLScriptElement).textContent ?? '')
const editor = new Editor(changed)
const fields = {
  rules: editor.field,
  catalog: byId('catalog', HTMLTextAreaElement),
  alertmanager: byId('alertmanager', HTMLTextAreaElement),
}
const choice = byId('choice', HTMLSelectElement)
const told = byId('told', HTMLElement)
const status = byId('status', HTMLElement)
const link = byId('link', HTMLButtonElement)
let timer: number | undefined
let alert: string | undefined
/** Of the input as it stands in the address, so that a change of it by hand is told from one of ours. */
let written = location.hash

function inputOf(): Input {
  const { rules, catalog, alertmanager } = fields
  return { rules: rules.value, catalog: catalog.value, alertmanager: alertmanager.value }
}

function changed(): void {
  window.clearTimeout(timer)
  timer = window.setTimeout(ask, pause)
}

function ask(): void {
  const input = inputOf()
  if (Object.values(input).some((text: string) => text.length > mostLetters)) {
    refuse(tooLong)
    return
  }
  told.setAttribute('aria-busy', 'true')
  client.ask({ asks: 'explain', input, alert }, (answer) => show(input, answer))
  void hold(input)
}

async function hold(input: Input): Promise<void> {
  const fragment = await fragmentOf({ input, alert })
  link.disabled = fragment === undefined
  link.title = fragment === undefined ? 'The address would be too long to be shared.' : ''
  written = fragment ?? '#'
  history.replaceState(null, '', written)
}

function show(input: Input, answer: Answer): void {
  told.removeAttribute('aria-busy')
  if (answer.tells === 'played') return
  const explained: Explained =
    answer.tells === 'explained'
      ? answer.explained
      : { choices: [], troubles: [brokenOf(answer.why)], alert: undefined }
  const { choices, troubles, alert: shown } = explained
  choice.replaceChildren(...choices.map(({ key }) => h('option', { value: key, selected: key === shown?.key }, key)))
  byId('choosing', HTMLElement).hidden = choices.length < 2
  byId('count', HTMLElement).textContent = `${choices.length} alerts`
  if (input.rules === editor.field.value)
    editor.underline([...troubles, ...(shown?.findings ?? [])].flatMap(underlinedOf))
  status.textContent = brief(statusOf(shown, troubles))
  told.replaceChildren(...[...troublePart(troubles), ...(shown === undefined ? [] : explanationOf(shown))])
}

/** Says why nothing is asked. */
function refuse(why: string): void {
  status.textContent = why
  told.replaceChildren(...troublePart([brokenOf(why)]))
}

const brokenOf = (why: string): Trouble => ({
  in: 'rules',
  severity: 'error',
  what: why,
  next: 'Try a part of it, or `npm run explain` in a terminal, which takes its time.',
})

const underlinedOf = ({ in: field, severity, spot }: Trouble): readonly Underlined[] =>
  spot === undefined || field !== 'rules' ? [] : [{ ...spot, severity }]

const statusOf = (shown: Shown | undefined, troubles: readonly Trouble[]): string =>
  shown === undefined ? (troubles[0]?.what ?? '') : `${shown.name}: ${shown.sentence} ${shown.verdict.why}`

const reader = {
  show: ({ in: field }: Trouble, spot: Spot): void => {
    if (field === 'rules') editor.show(spot)
    else {
      fields[field].closest('details')?.setAttribute('open', '')
      fields[field].focus()
      fields[field].setSelectionRange(spot.from, spot.to)
    }
  },
}

const troublePart = (troubles: readonly Trouble[]): readonly Node[] =>
  troubles.length === 0 ? [] : [h('section', { class: 'panel' }, troublesOf(troubles, reader))]

function explanationOf(shown: Shown): readonly Node[] {
  const toys = toysOf(shown, (setting, happenings, played) =>
    client.ask({ asks: 'play', setting, happenings }, (answer) => {
      if (answer.tells === 'played') played(answer.played)
      else if (answer.tells === 'broken') played({ why: answer.why })
    }),
  )
  const rest = h('div', {}, ...toldOf(shown, reader))
  return [headOf(shown), ...(toys === undefined ? [] : [toys]), ...rest.childNodes]
}

function put(input: Input, chosen: string | undefined): void {
  for (const name of ['rules', 'catalog', 'alertmanager'] as const) {
    fields[name].value = input[name]
    if (input[name] !== '') fields[name].closest('details')?.setAttribute('open', '')
  }
  alert = chosen
  ask()
}

async function open(): Promise<void> {
  const held = await heldIn(location.hash)
  if (held !== undefined) return put(held.input, held.alert)
  const [[, rules = ''] = []] = examples
  put({ rules, catalog: '', alertmanager: '' }, undefined)
}

for (const field of Object.values(fields)) {
  // What is too long does not even get into the field.
  const kept = (event: Event, text = ''): void => {
    if (text.length <= mostLetters) return
    event.preventDefault()
    refuse(tooLong)
  }
  field.addEventListener('paste', (event) => kept(event, event.clipboardData?.getData('text/plain')))
  field.addEventListener('drop', (event) => kept(event, event.dataTransfer?.getData('text/plain')))
}
fields.catalog.addEventListener('input', changed)
fields.alertmanager.addEventListener('input', changed)
choice.addEventListener('change', () => {
  alert = choice.value
  ask()
})
byId('examples', HTMLElement).append(
  ...examples.map(([title, rules]) =>
    h('button', { type: 'button', click: () => put({ rules, catalog: '', alertmanager: '' }, undefined) }, title),
  ),
)
link.addEventListener('click', () => void copy(location.href, link))
window.addEventListener('hashchange', () => {
  if (location.hash !== written) void open()
})
followTheme()
void open()
