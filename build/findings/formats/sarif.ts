import { type Diagnostic, placeText } from '../diagnostic.ts'
import type { Format } from '../report.ts'

/** SARIF 2.1.0, which code-scanning services read. */
export const sarif: Format = ({ diagnostics }, { checks }) => {
  const ids = [...new Set([...checks.map(({ id }) => id), ...diagnostics.map(({ check }) => check)])].sort()
  const about = new Map(checks.map((check) => [check.id, check]))
  const rules = ids.map((id) => {
    const check = about.get(id)
    return {
      id,
      ...(check === undefined ? {} : { fullDescription: { text: check.about } }),
      ...(check === undefined ? {} : { defaultConfiguration: { level: check.severity } }),
    }
  })
  const run = {
    tool: { driver: { name: 'PyBase Monitoring', rules } },
    columnKind: 'utf16CodeUnits',
    results: diagnostics.map((diagnostic) => resultOf(diagnostic, ids)),
  }
  return JSON.stringify({ $schema: schema, version: '2.1.0', runs: [run] }, undefined, 2)
}

const schema = 'https://json.schemastore.org/sarif-2.1.0.json'

function resultOf({ check, severity, place, what, next }: Diagnostic, ids: readonly string[]) {
  const { file, position } = place
  const region = position && { region: { startLine: position.line, startColumn: position.column } }
  return {
    ruleId: check,
    ruleIndex: ids.indexOf(check),
    level: severity,
    message: { text: `${what}\n${next}` },
    locations: [
      {
        physicalLocation: { artifactLocation: { uri: uriOf(file) }, ...region },
        logicalLocations: [{ fullyQualifiedName: placeText({ file, path: place.path }) }],
      },
    ],
  }
}

/** A path as a relative URI, so that the report holds on every machine. */
const uriOf = (file: string): string => file.split(/[\\/]/).map(encodeURIComponent).join('/')
