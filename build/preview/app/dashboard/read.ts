import { type AsksPrometheus, dataSourcesOf } from '../../../documents/data-source.ts'
import type { AnnotationModel, DashboardLink, DashboardModel } from './model.ts'
import { type Json, object, objects, text, texts } from './reading/json.ts'
import { readRows } from './reading/rows.ts'
import { readVariable } from './reading/variable.ts'

/**
 * Reads classic dashboard JSON, taking Grafana's defaults for what is missing and leaving out what makes no sense. Never
 * throws, whatever the JSON is.
 */
export function readDashboard(json: unknown): DashboardModel {
  const dashboard = object(json)
  const asks = dataSourcesOf(dashboard)
  const { title, tags, time, refresh, timezone, links, templating, annotations } = dashboard
  return {
    title: text(title) || 'Dashboard without a title',
    tags: texts(tags),
    time: { from: text(object(time).from, 'now-6h'), to: text(object(time).to, 'now') },
    refresh: text(refresh),
    timezone: text(timezone) || 'browser',
    graphTooltip: tooltipOf(dashboard),
    links: objects(links).map(link),
    variables: objects(object(templating).list).map(readVariable),
    annotations: objects(object(annotations).list)
      .map((each) => annotation(each, asks))
      .filter(({ expr }) => expr !== ''),
    rows: readRows(dashboard, asks),
  }
}

const tooltipOf = ({ graphTooltip, sharedCrosshair }: Json): DashboardModel['graphTooltip'] => {
  if (graphTooltip === 1 || graphTooltip === 2) return graphTooltip
  return sharedCrosshair === true ? 1 : 0
}

function annotation(json: Json, asks: AsksPrometheus): AnnotationModel {
  const { name, target, iconColor, enable, titleFormat, textFormat, step } = json
  const expr = text(json.expr) || text(object(target).expr)
  return {
    name: text(name),
    expr: asks(json.datasource) ? expr : '',
    color: text(iconColor) || 'blue',
    enable: enable !== false,
    titleFormat: text(titleFormat),
    textFormat: text(textFormat),
    step: text(step) || text(object(target).interval),
  }
}

const link = ({ type, title, tags, url, includeVars, keepTime, targetBlank }: Json): DashboardLink => ({
  type: type === 'dashboards' ? 'dashboards' : 'link',
  title: text(title),
  tags: texts(tags),
  url: text(url),
  includeVars: includeVars === true,
  keepTime: keepTime === true,
  targetBlank: targetBlank === true,
})
