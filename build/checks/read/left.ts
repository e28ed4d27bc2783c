/** What is recognized and left alone, by what it is: told at the end, so that nobody takes silence for praise. */
export type Left = Map<string, number>

/** Custom resources that are known and not judged. */
const resources: Readonly<Record<string, string>> = {
  AlertmanagerConfig: 'AlertmanagerConfig',
  VMServiceScrape: 'VMServiceScrape',
  VMPodScrape: 'VMPodScrape',
  GrafanaDatasource: 'GrafanaDatasource',
  GrafanaFolder: 'GrafanaFolder',
}

/** The name of a manifest that is left alone; `undefined` for any other. */
export const resourceOf = (kind: string | undefined): string | undefined =>
  kind !== undefined && Object.hasOwn(resources, kind) ? resources[kind] : undefined

const stage =
  /[}"`\])]\s*(?:(?:\|[=~>]|!=|!~)\s*["`]|\|\s*(?:json|logfmt|pattern|regexp|unpack|unwrap|line_format|label_format|decolorize|drop|keep|ip|__error__|\w+\s*(?:=~?|!=|!~|<=?|>=?)))/
const onlyOfLogs = /\b(?:bytes_rate|bytes_over_time|rate_counter)\s*\(\s*\{/

/** Whether a text is a query of Loki: stages behind a selector, or a function of its own. */
export function isLogQl(text: string): boolean {
  if (!/\{[^}]*\}/.test(text)) return false
  return stage.test(text.replace(/\{[^}]*\}/g, '{}')) || onlyOfLogs.test(text)
}
