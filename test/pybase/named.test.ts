import { expect, test } from 'vitest'
import { sources } from '../support/imports.ts'

/** What is PyBase's, or the program's own: its package, its name in files and headings, and what it calls its own variables and folders. */
const own =
  /@pybase\/monitoring|PyBase Monitoring|PyBase preview|PYBASE_\w+|pybase-(?:monitoring|tmp|types|package|test|new|preview|environment)\b|build\/pybase|pybase\/day|'pybase'/g

/** Files that name PyBase still, and what is to be moved or said otherwise; one that no longer does is taken off the list. */
const left: Readonly<Record<string, string>> = {
  'build/checks/coverage.ts': 'why a class of defects is nobody’s',
  'build/checks/legends/annotation-label.ts': 'an example in a paragraph',
  'build/checks/wiring/missing-service.ts': 'a paragraph',
  'build/checks/wiring/scraped-path.ts': 'a paragraph',
  'build/commands/explain.ts': 'messages',
  'build/commands/presence.ts': 'the Python of its tests',
  'build/commands/python.ts': 'the Python of its tests',
  'build/commands/tools.ts': 'the Python of its tests',
  'build/commands/usage.ts': 'examples',
  'build/data/moments.ts': 'when the processes of its day restart',
  'build/data/variants.ts': 'values of open labels',
  'build/doctor/prometheus/metrics/candidates.ts': 'a question',
  'build/language/demands/names.ts': 'an example',
  'build/new/alert.ts': 'an example',
  'build/new/dashboard.ts': 'an example',
  'build/new/panel.ts': 'an example',
  'build/stack/kubernetes.ts': 'an example',
}

const naming = [...sources].flatMap(([file, text]) => {
  if (!file.startsWith('build/') || file.startsWith('build/pybase/')) return []
  return /pybase|celery|extraction|search-worker/i.test(text.replace(own, '')) ? [file] : []
})

test('nothing outside its folder names PyBase, its workers or its queues, besides what is listed', () => {
  expect(naming.sort()).toEqual(Object.keys(left).sort())
})
