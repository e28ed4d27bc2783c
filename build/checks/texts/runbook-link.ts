import type { Check } from '../check.ts'
import { alertRulesOf } from '../support/alert-texts.ts'

/** How an annotation is called that holds the address. */
const address = /^run_?book(?:[_-]?(?:url|link|uri|href|page))?$/i

export const runbookLink: Check = {
  id: 'runbook-link',
  severity: 'warning',
  covers: ['N09'],
  isLocal: true,
  about:
    'Each alert carries the address of its runbook in the annotation `runbook_url`: whoever is woken starts there. The address is absolute, since it is opened from a chat or a pager. Whether a page answers at it is not asked: a build has no network. That our own runbooks exist is another check, `runbook`.',
  run: (subject) =>
    alertRulesOf(subject).flatMap(({ place, labels, annotations }) => {
      const [name, link] = Object.entries(annotations).find(([key]) => address.test(key)) ?? ['', undefined]
      if (link === undefined && labels.severity === 'none') return []
      // `runbook_steps` says in place what is to be done.
      if (link === undefined && Object.keys(annotations).some((key) => /^run_?book/i.test(key))) return []
      if (link === undefined) {
        return [
          {
            place,
            what: 'The alert has no annotation "runbook_url": whoever is woken has nothing to start from.',
            next: 'Write what to do, and put its address into `runbook_url`.',
          },
        ]
      }
      if (link.includes('{{') || /^https?:\/\/[^\s/]+\S*$/.test(link)) return []
      return [
        {
          place: { ...place, path: [...place.path, `annotation ${name}`] },
          excerpt: { text: link, from: 0, to: link.length },
          what: `"${link}" is no address that a chat or a pager can open.`,
          next: 'Write the whole address, from https:// on.',
        },
      ]
    }),
}
