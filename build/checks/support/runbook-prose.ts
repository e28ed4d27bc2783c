import type { Place } from '../../findings/diagnostic.ts'
import { type Section, sectionsOf, sectionTitles } from '../../model/prose.ts'
import type { Finding } from '../check.ts'

/** In characters, of each section: a sentence or two. Less sends the person who is woken elsewhere. */
const least = 80

const write = 'Write what the person who is woken needs to know; the other runbooks show how.'
const four = sectionTitles.join(', ')

/** What is wrong with the prose of one runbook, each at its heading; `alerts` are those that it may name, if that is known. */
export function proseFindings(file: string, prose: string, alerts?: ReadonlySet<string>): readonly Finding[] {
  const [preface, ...sections] = sectionsOf(prose)
  const missing = sectionTitles.filter((title) => !sections.some((section) => section.title === title))
  const unknown = sections.filter(({ title }) => !isKnown(title))
  // A heading of another name is most likely the one that is missing: that is one mistake.
  const isTold = missing.length === 0 || unknown.length > 0
  return [
    ...(preface === undefined || preface.text === '' ? [] : [outside(file)]),
    ...unknown.map((section) => renamed(file, section, missing)),
    ...(isTold ? [] : [{ place: { file, path: [] }, what: `The runbook lacks ${headings(missing)}.`, next: write }]),
    ...sections.flatMap((section, at) => {
      const place = placeOf(file, section)
      const first = sections.findIndex(({ title }) => title === section.title)
      if (first !== at) return [twice(place, section, sections[first])]
      return isKnown(section.title) ? shortness(place, section) : []
    }),
    ...(alerts === undefined ? [] : strangers(file, prose, alerts)),
  ]
}

const isKnown = (title: string): boolean => sectionTitles.some((known) => known === title)

const placeOf = (file: string, { line }: Section): Place => ({ file, path: [], position: { line, column: 1 } })

const headings = (titles: readonly string[]): string => titles.map((title) => `"## ${title}"`).join(', ')

const outside = (file: string): Finding => ({
  place: { file, path: [], position: { line: 1, column: 1 } },
  what: `The text before the first heading belongs to none of ${four}, and would be left out.`,
  next: 'Move it below one of these headings.',
})

function renamed(file: string, section: Section, missing: readonly string[]): Finding {
  const name = missing.length === 0 ? '' : `Call it ${missing.map((title) => `"## ${title}"`).join(' or ')}, or make`
  return {
    place: placeOf(file, section),
    what: `The section "## ${section.title}" is none of ${four}, and would be left out.`,
    next: `${name || 'Make'} it a part of one of them: "### ${section.title}".`,
  }
}

const twice = (place: Place, { title }: Section, first: Section | undefined): Finding => ({
  place,
  what: `The section "## ${title}" is there twice, first in line ${first?.line}, and one of the two would be left out.`,
  next: 'Put both texts below one heading.',
})

function shortness(place: Place, { title, text }: Section): readonly Finding[] {
  const length = text.replace(/\s+/g, ' ').length
  if (length >= least) return []
  const what =
    length === 0
      ? `The section "## ${title}" is empty.`
      : `The section "## ${title}" has ${length} characters, and helps nobody with fewer than ${least}.`
  return [{ place, what, next: write }]
}

/** Where all alerts begin with one word, such as the product's name, nothing else that a runbook speaks of does. */
function strangers(file: string, prose: string, alerts: ReadonlySet<string>): readonly Finding[] {
  const family = sharedBeginning([...alerts])
  if (family === '') return []
  return prose.split('\n').flatMap((line, at) =>
    [...line.matchAll(/\b[A-Z]\w+/g)]
      .filter(([name]) => name.startsWith(family) && /^[A-Z]/.test(name.slice(family.length)) && !alerts.has(name))
      .map(({ 0: name, index }) => ({
        place: { file, path: [], position: { line: at + 1, column: index + 1 } },
        what: `There is no alert ${name}.`,
        next: 'Correct the name, or leave it out.',
      })),
  )
}

/** The words in PascalCase with which several names all begin. */
function sharedBeginning([first = '', ...others]: readonly string[]): string {
  if (others.length === 0) return ''
  let length = first.length
  for (const other of others) while (!other.startsWith(first.slice(0, length))) length -= 1
  // The next word begins with a capital in each.
  while (length > 0 && ![first, ...others].every((name) => /^[A-Z]/.test(name.slice(length)))) length -= 1
  return first.slice(0, length)
}
