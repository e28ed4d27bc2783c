import type { Limit, Verdict } from '../../explain.ts'
import type { Drawing, RuleTest, Shown, ShownStory, Spot, Trouble } from '../protocol.ts'
import { chart, inWords } from './chart.ts'
import { brief, type Child, h } from './dom.ts'

/** What a reader can do from the explanation. */
export interface Reader {
  readonly show: (trouble: Trouble, spot: Spot) => void
}

/** What is said of an alert below the part to play with. */
export function toldOf(shown: Shown, reader: Reader): readonly Child[] {
  const { limit, fires, silent, turns, late, cost, routes, guesses, findings, tests } = shown
  return [
    (fires ?? silent) !== undefined &&
      h('div', { class: 'pair' }, fires && storyOf('It', fires, limit), silent && storyOf('It', silent, limit)),
    turns.length > 0 && section('What if', h('ul', { class: 'turns' }, ...turns.map((turn) => turnOf(turn, limit)))),
    h(
      'div',
      { class: 'pair' },
      late.length > 0 && section('How late', ...paragraphs(late)),
      section('What it costs', ...paragraphs(cost)),
      routes && section('Where it goes', ...paragraphs(routes)),
      guesses.length > 0 &&
        section(
          'What is guessed',
          h('ul', {}, ...guesses.map((each) => h('li', {}, each))),
          h('p', { class: 'hint' }, 'A recorded /metrics text, pasted on the left, tells instead.'),
        ),
    ),
    section(
      findings.length === 0 ? 'What the checks find: nothing' : `What the checks find: ${findings.length}`,
      findings.length > 0 && troublesOf(findings, reader),
    ),
    tests && testOf(tests),
  ]
}

/** The head: what the condition asks, and whether it can fire. */
export const headOf = ({ name, sentence, verdict }: Shown): HTMLElement =>
  h(
    'section',
    { class: `head ${verdict.is.replaceAll(' ', '-')}`, 'aria-labelledby': 'alert-name' },
    h('div', { class: 'name' }, h('h2', { id: 'alert-name' }, name), h('span', { class: 'badge' }, badges[verdict.is])),
    h('p', { class: 'sentence' }, sentence),
    isTold(verdict) && h('p', { class: 'why' }, verdict.why),
  )

const badges: Readonly<Record<Verdict['is'], string>> = {
  shown: 'can fire, can be silent',
  'never fires': 'can never fire',
  'is never silent': 'always fires',
  'not shown': 'not shown',
  refused: 'Prometheus refuses it',
}

const isTold = ({ is, why }: Verdict): boolean => is !== 'shown' || why !== 'It can fire, and it can be silent.'

/** A part of the explanation under its title. */
export const section = (title: string, ...children: readonly Child[]): HTMLElement =>
  h('section', { class: 'panel' }, h('h3', {}, title), ...children)

const paragraphs = (texts: readonly string[]): readonly Child[] => texts.map((each) => h('p', {}, coded(each)))

/** Words between backticks are code. */
function coded(text: string): DocumentFragment {
  const found = document.createDocumentFragment()
  for (const [at, part] of text.split('`').entries()) found.append(at % 2 === 1 ? h('code', {}, part) : brief(part))
  return found
}

const storyOf = (who: string, story: ShownStory, limit: Limit | undefined): HTMLElement =>
  section(
    `${who} ${story.title}`,
    chart(story, limit, { height: 190, label: inWords(story, limit) }),
    h('p', {}, story.told),
    h(
      'details',
      { open: story.series.length < 3 },
      h('summary', {}, 'Its series'),
      h('ul', { class: 'series' }, ...story.series.map((each) => h('li', {}, h('code', {}, each)))),
    ),
  )

function turnOf({ told, drawing }: Shown['turns'][number], limit: Limit | undefined): HTMLElement {
  if (drawing === undefined) return h('li', {}, coded(told))
  return h('li', {}, h('details', {}, h('summary', {}, coded(told)), lazily(drawing, limit)))
}

/** Drawn when it is looked at: a closed drawing has no width. */
const lazily = (drawing: Drawing, limit: Limit | undefined): HTMLElement =>
  chart(drawing, limit, { height: 170, label: inWords(drawing, limit) })

/** What is wrong, each with the way to its place. */
export const troublesOf = (troubles: readonly Trouble[], { show }: Reader): HTMLElement =>
  h(
    'ul',
    { class: 'troubles' },
    ...troubles.map((trouble) => {
      const { severity, check, what, next, line, spot } = trouble
      return h(
        'li',
        { class: severity },
        h('p', {}, h('span', { class: 'severity' }, severity), check !== undefined && h('code', {}, check), what),
        h('p', { class: 'hint' }, coded(next)),
        spot &&
          h(
            'button',
            { type: 'button', class: 'place', click: () => show(trouble, spot) },
            line === undefined ? 'Show it' : `Show line ${line}`,
          ),
      )
    }),
  )

function testOf({ text, rules }: RuleTest): HTMLElement {
  return section(
    'The same as a test for promtool',
    h('p', { class: 'hint' }, coded('`promtool test rules rules.test.yml`, beside the rules.')),
    ...(rules === undefined ? [] : [copied('rules.yml', rules)]),
    copied('rules.test.yml', text),
  )
}

function copied(file: string, text: string): HTMLElement {
  const code = h('pre', { tabindex: 0, 'aria-label': file }, text)
  return h(
    'details',
    {},
    h('summary', {}, h('code', {}, file)),
    h(
      'button',
      { type: 'button', class: 'copy', click: ({ currentTarget }) => void copy(text, currentTarget) },
      `Copy ${file}`,
    ),
    code,
  )
}

/** Puts a text on the clipboard; what asked for it says so. */
export async function copy(text: string, button: EventTarget | null): Promise<void> {
  const told = (await written(text)) ? 'Copied' : 'The browser does not let it be copied'
  if (!(button instanceof HTMLElement)) return
  const before = button.dataset.says ?? button.textContent ?? ''
  button.dataset.says = before
  button.textContent = told
  window.setTimeout(() => {
    button.textContent = before
  }, 1_500)
}

async function written(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text)
    return true
  } catch {
    return false
  }
}
