import { type Json, listOf, mapOf, misspell, type Operator, removal, rewrite, textOf } from '../operator.ts'

const variable = (name: string, sites: (variable: Json) => ReturnType<Operator['sites']>): Operator => ({
  name,
  kinds: ['variable'],
  files: /^grafana-dashboards/,
  sites: (each) => (each.type === 'query' ? sites(each) : []),
})

/** A change of the query of a variable, in both places that Grafana keeps it. */
const query = (name: string, change: (text: string) => string): Operator =>
  variable(name, (each) =>
    rewrite(each, 'definition', change).map(({ name: told, change: first }) => ({
      name: told,
      change: () => {
        first()
        for (const second of rewrite(mapOf(each.query), 'query', change)) second.change()
      },
    })),
  )

const all = (dashboard: Json): unknown => mapOf(dashboard.templating).list

export const variables: readonly Operator[] = [
  query('misspell the metric of a variable', (text) => text.replace(/(?<=\()\w+/, misspell)),
  query('misspell the label of a variable', (text) => text.replace(/\w+(?=\)$)/, misspell)),
  query('misspell the job of a variable', (text) => text.replace(/(?<=job=~?")[\w-]+/, misspell)),
  query('let a variable read itself', (text) => text.replace('}', ',instance=~"$worker_instance"}')),
  query('break the query of a variable', (text) => text.replace(')', '')),
  variable('rename a variable', (each) => rewrite(each, 'name', misspell)),
  {
    name: 'remove a variable',
    kinds: ['file'],
    files: /^grafana-dashboards/,
    sites: (dashboard) => listOf(all(dashboard)).map((each, at) => removal(all(dashboard), at, textOf(each, 'name'))),
  },
  {
    name: 'add a variable that nothing reads',
    kinds: ['file'],
    files: /^grafana-dashboards/,
    sites: (dashboard) => {
      const list = all(dashboard)
      return listOf(list)
        .filter(({ type }) => type === 'query')
        .map((each) => ({
          name: `${textOf(each, 'name')} again, as customer`,
          change: () => {
            if (Array.isArray(list)) list.push({ ...structuredClone(each), name: 'customer' })
          },
        }))
    },
  },
  {
    name: 'misspell a metric in an annotation',
    kinds: ['annotation'],
    files: /^grafana-dashboards/,
    sites: (each) => rewrite(mapOf(each.target), 'expr', (text) => text.replace(/pybase\w+|ALERTS/, misspell)),
  },
  {
    name: 'lose a label in the title of an annotation',
    kinds: ['annotation'],
    files: /^grafana-dashboards/,
    sites: (each) => rewrite(each, 'titleFormat', (text) => text.replace(/(?<=\{\{)\w+/, 'customer')),
  },
]
