import type { ComparedDashboard, ComparedPanel } from './compare.ts'
import { amountOf } from './difference.ts'
import { documentOf, escaped } from './html.ts'
import type { Cause, Comparison, Line, Said } from './job.ts'
import { encode, type Picture } from './picture.ts'

/** The whole comparison in one file: its contents, what is said of each panel, and its pictures side by side. */
export function reportOf(shown: Comparison['shown'], dashboards: readonly ComparedDashboard[]): string {
  const different = dashboards.filter(isDifferent)
  const body = [
    '<h1>What changes on the dashboards</h1>',
    `<dl><dt>Before</dt><dd>${escaped(shown.before)}</dd><dt>After</dt><dd>${escaped(shown.after)}</dd></dl>`,
    `<p>${escaped(summaryOf(dashboards))}</p>`,
    different.length === 0 ? '' : contents(different),
    ...different.map((dashboard, at) => section(dashboard, shown, `d${at + 1}`)),
  ]
  return documentOf(`Dashboards: ${shown.before} → ${shown.after}`, body.join('\n'))
}

/** `3 panels of 2 dashboards differ.` */
export function summaryOf(dashboards: readonly ComparedDashboard[]): string {
  const different = dashboards.filter(isDifferent)
  const panels = different.flatMap((each) => each.panels).length
  const shown = counted(different.length, 'dashboard')
  if (different.length === 0) return 'No dashboard differs, neither in what it means nor in how it looks.'
  if (panels === 0) return `${shown} differ${different.length === 1 ? 's' : ''}, but no panel.`
  return `${counted(panels, 'panel')} of ${shown} differ${panels === 1 ? 's' : ''}.`
}

const counted = (count: number, noun: string): string => `${count} ${noun}${count === 1 ? '' : 's'}`

const isDifferent = ({ panels, said }: ComparedDashboard): boolean => panels.length + said.length > 0

function contents(dashboards: readonly ComparedDashboard[]): string {
  const entries = dashboards.map(({ title, said, panels }, at) => {
    const inside = [
      ...said.map(({ text }) => `<li>${escaped(text)}</li>`),
      ...panels.map(
        (panel, index) =>
          `<li><a href="#d${at + 1}-p${index + 1}">${escaped(panel.title)}</a> ${kind(panel)}${inShort(panel)}</li>`,
      ),
    ]
    return `<li><a href="#d${at + 1}">${escaped(title)}</a><ul>${inside.join('')}</ul></li>`
  })
  return `<nav aria-label="Contents"><ul>${entries.join('\n')}</ul></nav>`
}

const kind = ({ is }: ComparedPanel): string =>
  `<span class="kind ${is}">${is === 'unexpected' ? 'looks different' : is}</span>`

/** What the kind says already is not said again. */
const inShort = ({ is, said }: ComparedPanel): string =>
  is === 'added' || is === 'removed' || is === 'unexpected'
    ? ''
    : ` <span class="quiet">${escaped(said.map(({ text }) => text).join('; '))}</span>`

const section = ({ title, uid, said, panels }: ComparedDashboard, shown: Comparison['shown'], id: string): string =>
  [
    '<section>',
    `<h2 id="${id}">${escaped(title)} <span class="quiet">${escaped(uid)}</span></h2>`,
    sentences(said),
    ...panels.map((panel, at) => article(panel, shown, `${id}-p${at + 1}`)),
    '</section>',
  ].join('\n')

const article = (panel: ComparedPanel, shown: Comparison['shown'], id: string): string =>
  [
    `<article id="${id}">`,
    `<h3>${escaped(panel.title)} ${kind(panel)}</h3>`,
    sentences(panel.said),
    panel.description === '' ? '' : `<p>${escaped(panel.description)}</p>`,
    ...panel.queries.map(({ name, text }) => `${name === '' ? '' : `<p>${escaped(name)}</p>`}${preformatted(text)}`),
    ...notesOf(panel).map((note) => `<p class="quiet">${escaped(note)}</p>`),
    pictures(panel, shown, id),
    ...(panel.causes ?? []).map(because),
    '</article>',
  ].join('\n')

/** Where the pictures and the sentences do not tell the same, or nothing tells why. */
function notesOf({ is, before, after, difference, causes }: ComparedPanel): readonly string[] {
  if (is === 'unexpected') return ['It looks different, although nothing in its definition changed that has a meaning.']
  const missing = [
    is !== 'added' && before === undefined ? 'before' : '',
    is !== 'removed' && after === undefined ? 'after' : '',
  ]
  return [
    ...(is === 'changed' && causes?.length === 0
      ? ['Nothing that it is made from changed in alerts/, dashboards/ and queries/: the settings or the compiler did.']
      : []),
    ...(is === 'changed' && difference?.pixels === 0
      ? ['Both look the same: with these data, nothing of the change is to be seen.']
      : []),
    ...missing.filter((each) => each !== '').map((each) => `There is no picture of it ${each}.`),
  ]
}

const sentences = (said: readonly Said[]): string =>
  said.length === 0
    ? ''
    : `<ul>${said.map(({ text, lines }) => `<li>${escaped(text)}${marked(lines)}</li>`).join('')}</ul>`

/** In lines: what is longer is folded. */
const longest = 16

const because = ({ where, lines }: Cause): string =>
  `<details${lines.length <= longest ? ' open' : ''}><summary>Definition <code>${escaped(where)}</code></summary>${marked(lines)}</details>`

const preformatted = (html: string): string => `<pre>${escaped(html)}</pre>`

const marked = (lines: readonly Line[]): string =>
  lines.length === 0 ? '' : `<pre>${lines.map((line) => line.map(piece).join('')).join('\n')}</pre>`

const tags = { same: undefined, removed: 'del', added: 'ins' } as const

function piece({ is, text }: Line[number]): string {
  const tag = tags[is]
  return tag === undefined ? escaped(text) : `<${tag}>${escaped(text)}</${tag}>`
}

/** One picture of what the versions show: its name, and what stands beside the name. */
interface Shot {
  readonly name: 'Before' | 'After' | 'Difference'
  readonly caption: string
  readonly picture: Picture
}

/** Wider than this, in pixels, a panel can be read only where it has the whole width. */
const halfWidth = 1000

function pictures(
  { is, title, before, after, difference }: ComparedPanel,
  shown: Comparison['shown'],
  id: string,
): string {
  const isSame = is === 'moved' && difference?.pixels === 0
  // Of another size, everything differs.
  const compared = isSame || is === 'resized' ? undefined : difference
  const shots: readonly Shot[] = [
    ...shot('Before', shown.before, isSame ? undefined : before),
    ...shot('After', shown.after, after),
    ...(compared === undefined ? [] : shot('Difference', amountOf(compared), compared.picture)),
  ]
  const kinds = [
    ...(shots.length === 1 ? ['alone'] : []),
    ...(shots.some(({ picture }) => picture.width > halfWidth) ? ['wide'] : []),
  ]
  return `<div class="${['pictures', ...kinds].join(' ')}">${shots.map((each) => figure(each, shots, title, id)).join('')}</div>`
}

const shot = (name: Shot['name'], caption: string, picture: Picture | undefined): readonly Shot[] =>
  picture === undefined ? [] : [{ name, caption, picture }]

/** A picture that fills the window once its address is that of the page: no script is needed, and the keyboard does it too. */
function figure({ name, caption, picture }: Shot, shots: readonly Shot[], title: string, id: string): string {
  const { width, height } = picture
  const data = `data:image/png;base64,${encode(picture).toString('base64')}`
  const own = `${id}-${name.toLowerCase()}`
  const others = shots.map((each) => {
    const isThis = each.name === name ? ' aria-current="true"' : ''
    return `<a href="#${id}-${each.name.toLowerCase()}"${isThis}>${each.name}</a>`
  })
  return [
    `<figure id="${own}" style="--width: ${width}px">`,
    `<a class="shut" href="#${id}" aria-label="Close" tabindex="-1"></a>`,
    `<div class="large"><a href="#${id}">Close</a>${others.join('')}<b>${escaped(title)}</b></div>`,
    `<figcaption><b>${name}</b> ${escaped(caption)}</figcaption>`,
    `<a href="#${own}" aria-label="${escaped(`Enlarge: ${title}, ${name.toLowerCase()}`)}">`,
    `<img src="${data}" width="${width}" height="${height}" alt="${escaped(`${name}: ${caption}`)}"></a>`,
    '</figure>',
  ].join('')
}
