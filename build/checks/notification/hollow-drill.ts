import { reached, routingOf } from '../../documents/routes.ts'
import { objectsBelow } from '../../documents/values.ts'
import { rulesOf } from '../../drills/rules.ts'
import { isConcerned, namesTouched } from '../../drills/touched.ts'
import type { Place } from '../../findings/diagnostic.ts'
import type { AnyAlert } from '../../language/alert.ts'
import type { Drill } from '../../language/drill.ts'
import { isForMachines } from '../../language/severity.ts'
import { seriesNames } from '../../model/catalog.ts'
import type { Defined } from '../../model/load.ts'
import type { Model } from '../../model/model.ts'
import type { Subject } from '../../model/subject.ts'
import { nearest } from '../../nearest.ts'
import type { Check, Finding } from '../check.ts'

export const hollowDrill: Check = {
  id: 'hollow-drill',
  severity: 'error',
  covers: ['M01', 'N14'],
  about:
    'Each drill proves something: what it touches is exposed, some alert reads it, the alert that must notice it is one of ours and ends at a receiver that tells somebody, and no other drill has its title. A drill of a metric that nobody exposes, or that nobody alerts on, would pass with every alert removed.',
  run: (subject) => {
    const { model } = subject
    if (model === undefined) return []
    const titles = model.drills.map(({ value }) => value.title)
    return model.drills.flatMap((drill, at) => {
      const { file, value } = drill
      const place = { file, path: [value.title] }
      const twin = titles.indexOf(value.title) < at
      const unknown = unexposed(model, value, place)
      return [
        ...(twin ? [{ place, what: 'Another drill has this title.', next: 'Say what is different in this one.' }] : []),
        ...unknown,
        ...(unknown.length > 0 ? [] : unread(model, value, place)),
        ...unheard(subject, model, drill, place),
      ]
    })
  },
}

function unexposed(model: Model, { happens }: Drill, place: Place): readonly Finding[] {
  const names = model.metrics.flatMap(({ value }) => [value.name, ...seriesNames(value)])
  const touched = [...new Set(happens.flatMap((touch) => ('metric' in touch ? [touch.metric.name] : [])))]
  const metrics = touched
    .filter((name) => !names.includes(name))
    .map((name) => {
      const meant = nearest(name, names)
      return {
        place,
        what: `It touches ${name}, which nobody exposes${meant === undefined ? '' : `; the nearest name is ${meant}`}.`,
        next: 'Take a metric that queries/ declares and exports.',
      }
    })
  const jobs = [...new Set(happens.flatMap((touch) => ('job' in touch ? [touch.job] : [])))]
    .filter((job) => !model.jobs.some(({ name }) => name === job))
    .map((job) => ({
      place,
      what: `It touches the job ${job}, which Prometheus does not scrape.`,
      next: 'Take a job of queries/jobs.ts.',
    }))
  return [...metrics, ...jobs]
}

function unread(model: Model, { happens }: Drill, place: Place): readonly Finding[] {
  const touched = namesTouched(happens, model)
  // An alert that is left out for want of a release may be the one that reads it.
  if (model.absentAlerts.size > 0 || rulesOf(model).some(({ names }) => isConcerned(names, touched))) return []
  const [first = 'anything'] = touched === 'all' ? [] : touched
  return [
    {
      place,
      what: `No alert reads ${first}${touched !== 'all' && touched.size > 1 ? ', nor anything else that it touches' : ''}: it would pass with every alert removed.`,
      next: 'Let something happen that alerts look at, or add the alert that should notice it.',
    },
  ]
}

function unheard(subject: Subject, model: Model, { value }: Defined<Drill>, place: Place): readonly Finding[] {
  const { noticed } = value.expects
  // Of several alerts some releases may lack one.
  const wanted = noticed?.by.filter(({ name }) => !model.absentAlerts.has(name)) ?? []
  return wanted.flatMap((by) => unheardOf(subject, model, by, place))
}

function unheardOf(subject: Subject, model: Model, by: AnyAlert, place: Place): readonly Finding[] {
  const all = model.groups.flatMap(({ alerts }) => alerts)
  const alert = all.find(({ name }) => name === by.name)
  if (alert === undefined) {
    return [
      {
        place,
        what: `It must be noticed by ${by.name}, which no file of alerts/ gathers.`,
        next: 'Add the alert to the group of its file, or name one that is there.',
      },
    ]
  }
  // Where an installation has switched off the channels of people, unheard-severity says so.
  if (!alert.arms.every(({ severity }) => isForMachines(severity.name))) return []
  const { notification } = subject
  const root = notification && routingOf(notification)
  if (root === undefined) return []
  const hearing = objectsBelow(notification?.config, 'receivers')
    .filter((receiver) => Object.keys(receiver).some((key) => key.endsWith('_configs')))
    .map(({ name }) => String(name))
  const ends = alert.arms.flatMap(({ severity, component }) => {
    const labels: Readonly<Record<string, string>> = { alertname: alert.name, severity: severity.name, component }
    return reached(root, (label) => [labels[label] ?? '']).map(({ receiver }) => receiver)
  })
  if (ends.some((receiver) => hearing.includes(receiver))) return []
  return [
    {
      place,
      what: `It must be noticed by ${by.name}, which goes to ${[...new Set(ends)].join(' and ')}, where nobody hears it.`,
      next: 'Switch a channel on below `notify` in stack.ts, or give the alert another severity.',
    },
  ]
}
