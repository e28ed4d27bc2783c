import { overridesVariable } from '../stack/overrides.ts'
import { type Invocation, readArguments } from './arguments.ts'
import { runningOf } from './check/flags.ts'
import { environmentForParent } from './environments/parent.ts'
import { failed } from './failed.ts'
import { serversOf } from './import/servers.ts'
import { placeOf, repository } from './paths.ts'
import { typesOf } from './types.ts'
import { helpOf } from './usage.ts'

/** Runs the command that these words ask for and answers its exit code: 1 for wrong input, 2 for wrong usage. */
export async function run(words: readonly string[]): Promise<number> {
  try {
    return await dispatch(readArguments(words), words)
  } catch (error) {
    return failed(error, words)
  }
}

/** Each command is loaded when it is asked for: help and mistakes answer without the compiler. */
async function dispatch(
  { command, values, lists, switches, operands }: Invocation,
  words: readonly string[],
): Promise<number> {
  if (command === undefined || switches.has('help')) {
    console.log(helpOf(command))
    return command === undefined && !switches.has('help') ? 2 : 0
  }
  // The flag alone decides: what is generated must not depend on a variable of somebody's shell.
  if (values.stack === undefined) delete process.env[overridesVariable]
  else process.env[overridesVariable] = values.stack
  const environment = command === 'build' ? environmentForParent() : undefined
  if (environment !== undefined)
    return (await import('./environments/child.ts')).handOver(environment, switches.has('no-cache'))
  const types = typesOf(command, switches)
  switch (command) {
    case 'build':
      return (await import('./build.ts')).build(placeOf(values.out), {
        check: switches.has('check'),
        types,
        isForgetful: switches.has('no-cache'),
        words,
      })
    case 'check':
      return (await import('./check.ts')).check({
        paths: operands,
        catalogs: lists.catalog ?? [],
        isForeignOnly: switches.has('only-catalog'),
        isWithoutCatalog: switches.has('no-catalog'),
        config: values.config,
        changedSince: values['changed-since'],
        baseline: values.baseline,
        writeBaseline: values['write-baseline'],
        scopes: lists.scope ?? [],
        without: lists.without ?? [],
        version: values['prometheus-version'],
        format: values.format,
        waivers: switches.has('waivers'),
        running: runningOf(values, switches),
        types,
      })
    case 'diff':
      return (await import('./diff.ts')).diff({
        operands,
        format: values.format,
        tellsByExitCode: switches.has('exit-code'),
        types,
      })
    case 'drill':
      return (await import('./drill/dispatch.ts')).drillCommand({ values, lists, switches, operands }, types)
    case 'costs':
      return (await import('./costs.ts')).costs({ isJson: switches.has('json'), types })
    case 'doctor':
      return (await import('./doctor.ts')).doctor({
        urls: {
          prometheus: values.prometheus,
          alertmanager: values.alertmanager,
          grafana: values.grafana,
          public: values.public,
        },
        timeout: values.timeout,
        ca: values.ca,
        insecure: switches.has('insecure'),
        json: switches.has('json'),
      })
    case 'explain':
      if (switches.has('page') || switches.has('check'))
        return (await import('./explain/page.ts')).writePage([...words], { isCheck: switches.has('check') })
      return (await import('./explain.ts')).explainCommand({
        operands,
        expr: values.expr,
        catalogs: lists.catalog ?? [],
        alertmanager: values.alertmanager,
        isTest: switches.has('test'),
        coverage: lists.coverage ?? [],
        out: values.out,
        format: values.format,
      })
    case 'new':
      return (await import('./new.ts')).add(operands, {
        in: values.in,
        of: values.of,
        type: values.type,
        labels: lists.label ?? [],
        by: lists.by ?? [],
        row: values.row,
        over: values.over,
        above: values.above,
        below: values.below,
        text: values.text,
      })
    case 'init':
      return (await import('./init.ts')).init(operands)
    case 'convert':
      return (await import('./convert.ts')).convert(operands)
    case 'import':
      if (switches.has('again') || switches.has('yes'))
        return (await import('./import/again.ts')).importAgain({
          operands,
          ...serversOf(values, switches),
          isAgain: switches.has('again'),
          isYes: switches.has('yes'),
          others: { into: values.into, catalog: lists.catalog?.[0], prometheus: values.prometheus },
        })
      return (await import('./import.ts')).importFiles({
        operands,
        catalogs: lists.catalog ?? [],
        ...serversOf(values, switches),
        into: values.into,
      })
    case 'dev':
      return (await import('./dev.ts')).dev({ out: values.out, stack: values.stack, isUntyped: types === 'none' })
    case 'preview':
      repository(command)
      return (await import('./preview.ts')).preview({
        prometheus: values.prometheus,
        port: values.port,
        png: values.png,
        panels: switches.has('panels'),
        compare: values.compare,
        stack: values.stack,
        paths: operands,
        types,
      })
    case 'validate':
      return (await import('./validate.ts')).validate(placeOf(values.out), { isContained: switches.has('container') })
    case 'test':
      return (await import('./test.ts')).test(operands)
  }
}
