import type { DataFrame, TimeRange } from '@grafana/data'
import { Icon, IconButton, InlineSwitch } from '@grafana/ui'
import { Fragment, useMemo, useState } from 'react'
import type { State } from '../../server/protocol.ts'
import type { AnnotationModel, DashboardModel } from '../dashboard/model.ts'
import { readDashboard } from '../dashboard/read.ts'
import { chosenOf, lookupOf, type Options, own } from '../query/variables.ts'
import type { View } from '../view/view.ts'
import type { Change } from './address.ts'
import { chosenWith } from './choice.ts'
import { type LinkedDashboard, linksOf, wholeView } from './dashboard-links.ts'
import type { Switches } from './use-switches.ts'
import { VariablePicker } from './variable-picker.tsx'

interface Props {
  readonly dashboard: DashboardModel
  readonly state: State
  readonly view: View
  readonly range: TimeRange
  readonly options: Options | undefined
  readonly annotations: Switches<AnnotationModel>
  /** What the annotations answered: `annotationFrames`. */
  readonly frames: readonly DataFrame[]
  readonly change: Change
}

/** Below the top: the dashboard's variables, annotations and links, and where the data comes from. */
export function Controls({ dashboard, state, view, range, options, annotations, frames, change }: Props) {
  const { dashboards } = state
  const linked = useMemo(
    () => dashboards.map(({ uid, title, json }) => ({ uid, title, tags: readDashboard(json).tags })),
    [dashboards],
  )
  const links = linksIn(dashboard, linked, view, range, options?.options ?? {})
  const [isOpen, setOpen] = useState(false)
  return (
    <section className="page-controls" data-open={isOpen} aria-label="Dashboard controls">
      <button type="button" className="page-more" aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
        <Icon name={isOpen ? 'angle-down' : 'angle-right'} /> Variables, annotations and links
      </button>
      {dashboard.variables
        .filter(({ hide }) => !hide)
        .map((variable) => (
          <VariablePicker
            key={variable.name}
            variable={variable}
            values={chosenOf(variable, view.variables, options?.options ?? {})}
            options={options && own(options.options, variable.name)}
            error={options && own(options.errors, variable.name)}
            onChange={(values) =>
              change({ variables: chosenWith(dashboard.variables, view.variables, variable.name, values) })
            }
          />
        ))}
      {dashboard.annotations.map((annotation) => (
        <Fragment key={annotation.name}>
          <InlineSwitch
            id={`annotation-${annotation.name}`}
            label={annotation.name}
            showLabel
            value={annotations.isOn(annotation)}
            onChange={() => annotations.toggle(annotation)}
          />
          {noticesOf(frames, annotation).map((text) => (
            <IconButton key={text} name="exclamation-triangle" variant="destructive" tooltip={text} />
          ))}
        </Fragment>
      ))}
      {links.length > 0 && (
        <nav aria-label="Links of the dashboard">
          {links.map(({ title, href, targetBlank }) => (
            <a key={href} href={href} {...(targetBlank ? { target: '_blank', rel: 'noopener noreferrer' } : {})}>
              <Icon name="external-link-alt" size="sm" /> {title}
            </a>
          ))}
        </nav>
      )}
      <p className="page-source">{state.data.says}</p>
    </section>
  )
}

/** Why an annotation could not be asked. */
const noticesOf = (frames: readonly DataFrame[], { name }: AnnotationModel): readonly string[] =>
  frames.flatMap((frame) => (frame.name === name ? (frame.meta?.notices ?? []) : [])).map(({ text }) => text)

function linksIn(
  dashboard: DashboardModel,
  linked: readonly LinkedDashboard[],
  view: View,
  range: TimeRange,
  options: Options['options'],
) {
  const whole = wholeView(dashboard, view, options)
  const asking = { range, lookup: lookupOf(dashboard.variables, view.variables, options) }
  return dashboard.links.flatMap((link) => linksOf(link, whole, linked, asking))
}
