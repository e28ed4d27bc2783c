/** One operator, and what became of its mutants. */
export interface Row {
  readonly operator: string
  readonly counts: Readonly<Record<string, number>>
}

/** The rows under their headings, right-aligned, with their sum in the last line. */
export function table(rows: readonly Row[]): string {
  const columns = Object.keys(rows[0]?.counts ?? {})
  const sum = Object.fromEntries(
    columns.map((column) => [column, rows.reduce((total, { counts }) => total + (counts[column] ?? 0), 0)]),
  )
  const all = [...rows, { operator: `${rows.length} operators`, counts: sum }]
  const width = Math.max(...all.map(({ operator }) => operator.length))
  const line = (first: string, cells: readonly string[]) =>
    [first.padEnd(width), ...cells.map((cell, at) => cell.padStart(columns[at]?.length ?? 0))].join('  ')
  return [
    line('', columns),
    ...all.map(({ operator, counts }) =>
      line(
        operator,
        columns.map((column) => `${counts[column] ?? 0}`),
      ),
    ),
  ].join('\n')
}
