/** The name under which findings tell of an expression that stands in no file. */
export const expressionFile = '--expr'

/** An expression as a rule file that has nothing else; JSON is YAML. */
export const expressionText = (expr: string): string =>
  JSON.stringify({ groups: [{ name: 'expression', rules: [{ alert: 'Expression', expr }] }] })
