/** Where a row of the tables comes from: one of these at least. */
export interface Source {
  /** A line of the specification, in its own words. */
  readonly says?: string
  /** What was decided where the specification is silent or contradicts itself. */
  readonly decided?: string
  /** What nobody asked for in writing: what a reader is promised. */
  readonly meant?: string
}

/** The beginning of a sentence. A figure is the specification's own where its line has it, else the decision's. */
export function cited({ says, decided, meant }: Source, figure?: string): string {
  if (says !== undefined && (decided === undefined || (figure !== undefined && has(says, figure))))
    return `the specification says "${says}"`
  return decided === undefined ? `what is meant is "${meant}"` : `it was decided: "${decided}"`
}

const units: Readonly<Record<string, string>> = { s: 'second', m: 'minute', d: 'day' }

/** Whether a line has a figure, written out: `5m` as `5 minutes`. */
function has(line: string, figure: string): boolean {
  const spoken = figure.replace(/^(\d+)([smd])$/, (_, count: string, unit: string) => `${count} ${units[unit]}`)
  const at = line.indexOf(spoken)
  return at !== -1 && !/[\d.]/.test(line.charAt(at - 1))
}
