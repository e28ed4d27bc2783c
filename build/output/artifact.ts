/** A generated file: its path inside `out/`, with forward slashes, and its whole text, ending in a newline. */
export interface Artifact {
  readonly path: string
  readonly text: string
}

/** The first line of every generated file whose format has comments. */
export const generatedFrom = (source: string): string =>
  `Generated from ${source} by PyBase Monitoring. Do not edit: run \`npm run build\`.`
