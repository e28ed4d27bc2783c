import type { ComparedDashboard, ComparedPanel } from './compare.ts'
import { amountOf } from './difference.ts'
import { documentOf, escaped } from './html.ts'
import type { Comparison } from './job.ts'
import { encode, type Picture } from './picture.ts'

/** The whole comparison in one file: what is said of each panel, and its pictures side by side. */
export function reportOf(shown: Comparison['shown'], dashboards: readonly ComparedDashboard[]): string {
  const title = `Dashboards: ${shown.before} → ${shown.after}`
  const different = dashboards.filter(isDifferent)
  const body = [
    `<h1>${escaped(title)}</h1>`,
    `<p>${escaped(summaryOf(dashboards))}</p>`,
    ...different.map((dashboard) => section(dashboard, shown)),
  ]
  return documentOf(title, body.join('\n'))
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

const section = ({ title, uid, said, panels }: ComparedDashboard, shown: Comparison['shown']): string =>
  [
    '<section>',
    `<h2>${escaped(title)} <span class="quiet">${escaped(uid)}</span></h2>`,
    sentences(said),
    ...panels.map((panel) => article(panel, shown)),
    '</section>',
  ].join('\n')

function article(panel: ComparedPanel, shown: Comparison['shown']): string {
  const { is, title, said, before, after, difference } = panel
  const pictures = [
    figure(before, shown.before),
    figure(after, shown.after),
    difference === undefined ? '' : figure(difference.picture, amountOf(difference)),
  ].join('')
  return [
    '<article>',
    `<h3>${escaped(title)} <span class="kind">${is === 'unexpected' ? 'looks different' : is}</span></h3>`,
    sentences(said),
    ...notesOf(panel).map((note) => `<p class="quiet">${escaped(note)}</p>`),
    `<div class="pictures${difference === undefined ? ' alone' : ''}">${pictures}</div>`,
    '</article>',
  ].join('\n')
}

/** Where the pictures and the sentences do not tell the same. */
function notesOf({ is, before, after, difference }: ComparedPanel): readonly string[] {
  if (is === 'unexpected') return ['It looks different, although nothing in its definition changed that has a meaning.']
  if (is === 'changed' && difference?.pixels === 0)
    return ['Both look the same: with these data, nothing of the change is to be seen.']
  const missing = [
    is !== 'added' && before === undefined ? 'before' : '',
    is !== 'removed' && after === undefined ? 'after' : '',
  ]
  return missing.filter((each) => each !== '').map((each) => `There is no picture of it ${each}.`)
}

const sentences = (said: readonly string[]): string =>
  said.length === 0 ? '' : `<ul>${said.map((each) => `<li>${escaped(each)}</li>`).join('')}</ul>`

function figure(picture: Picture | undefined, caption: string): string {
  if (picture === undefined) return ''
  const { width, height } = picture
  const data = `data:image/png;base64,${encode(picture).toString('base64')}`
  const shown = escaped(caption)
  return `<figure><figcaption>${shown}</figcaption><img src="${data}" width="${width}" height="${height}" alt="${shown}"></figure>`
}
