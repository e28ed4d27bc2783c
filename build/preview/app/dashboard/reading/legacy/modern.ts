import { type Json, object, text } from '../json.ts'
import { timeseriesOf } from './graph.ts'
import { statOf } from './singlestat.ts'

/** A panel as Grafana shows it today: those of its Angular days are made into what took their place. */
export function modern(json: Json): Json {
  switch (text(json.type)) {
    case 'graph':
      // One whose axis is not the time became another panel still.
      return text(object(json.xaxis).mode, 'time') === 'time' ? timeseriesOf(json) : json
    case 'singlestat':
    case 'grafana-singlestat-panel':
      return statOf(json)
    default:
      return json
  }
}
