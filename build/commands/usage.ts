import { isPackage } from '../place.js'

/** One flag of the command line; without `value` it is a switch. */
export interface Flag {
  /** The placeholder of the value. */
  readonly value?: string
  /** The letter after one dash. */
  readonly short?: string
  /** Whether it may be given several times. */
  readonly repeats?: true
  readonly about: string
}

export const flags = {
  out: {
    value: 'PATH',
    about:
      'the folder of the output instead of out/, or the file of a test (explain), relative to the working directory',
  },
  container: {
    about: "run promtool and amtool of the stack's releases in docker or podman ($CONTAINER), whatever PATH has",
  },
  check: { about: 'write nothing; exit 1 with the list of files that differ' },
  stack: { value: 'FILE', about: 'settings in YAML or JSON, laid over stack.ts' },
  root: { value: 'DIR', about: 'the project, instead of the nearest above the working folder' },
  catalog: {
    value: 'FILE',
    repeats: true,
    about: 'a recorded /metrics text, or a saved catalog, whose metrics are known too; may be repeated',
  },
  'save-catalog': { value: 'FILE', about: 'keep what --prometheus knows for --catalog' },
  'only-catalog': { about: 'know only the metrics of --catalog, and none of PyBase' },
  'no-catalog': { about: 'know no metric at all: names are not judged, and everything else is' },
  config: { value: 'FILE', about: 'settings and house rules, instead of the nearest monitoring-check.yml' },
  'changed-since': { value: 'REV', about: 'tell only what was not wrong where the branch left this revision' },
  baseline: { value: 'FILE', about: 'do not tell the findings that are kept in this file' },
  'write-baseline': { value: 'FILE', about: 'keep all findings in this file, for --baseline' },
  scope: { value: 'DIR', repeats: true, about: 'the files below it are a stack of their own; may be repeated' },
  without: { value: 'CHECK', repeats: true, about: 'leave out what this check finds; may be repeated' },
  'prometheus-version': { value: 'RELEASE', about: 'the Prometheus that will load the files, such as 3.5' },
  format: {
    value: 'FORMAT',
    about: 'text, json or markdown, and github or sarif (check); junit (explain --coverage)',
  },
  'no-types': { about: "do not check the definitions' types, and say aloud that nothing proves them" },
  'no-cache': { about: 'use nothing that an earlier build remembered; the output is the same' },
  'exit-code': { about: 'exit 1 where there are differences' },
  waivers: { about: 'list what is excused from a check, and why' },
  prometheus: { value: 'URL', about: 'the running Prometheus, such as http://localhost:9090' },
  alertmanager: {
    value: 'URL|FILE',
    about: 'the running Alertmanager, such as http://localhost:9093 (doctor), or an alertmanager.yml (explain, drill)',
  },
  expr: { value: 'EXPRESSION', about: 'explain this condition instead of a file' },
  test: { about: "write promtool's test of what is told, instead of telling it" },
  coverage: { value: 'TESTS', repeats: true, about: 'say which stories these rule-test files lack; may be repeated' },
  page: { about: 'write docs/explain.html, the page that explains in a browser what is pasted into it' },
  grafana: { value: 'URL', about: 'the running Grafana, such as http://localhost:3000' },
  'from-grafana': {
    value: 'URL',
    about: 'take the dashboards, folders and alert rules of this Grafana, which is only read',
  },
  public: { value: 'URL', about: 'where anybody reaches the API, such as https://pybase.example.org' },
  history: { value: 'URL', about: 'play the alert rules over what this Prometheus remembers, which is only read' },
  since: { value: 'DURATION', about: 'how far back, instead of 30d or of all that is kept' },
  against: { value: 'REV', about: 'compare with the rules of a revision: what they would have done instead' },
  rules: {
    value: 'FILE',
    repeats: true,
    about: "play anybody's rule file instead of the definitions; may be repeated",
  },
  timeout: {
    value: 'SECONDS',
    about: 'how long a server may take for an answer, instead of 10; 30 times that in all (drill: 60, without an end)',
  },
  ca: { value: 'FILE', about: 'certificates of authorities that are trusted, too, in PEM format' },
  insecure: { about: 'take any certificate, also a forged one' },
  json: { about: 'print JSON, for programs' },
  port: { value: 'N', about: 'the port on 127.0.0.1 instead of 3100; 0 takes any that is free' },
  png: {
    value: 'DIR',
    about:
      'draw every dashboard into this folder with Chromium, and end (preview); for each drill the one that its page leads to, as it is then (drill)',
  },
  panels: { about: 'draw each panel alone, too' },
  compare: {
    value: 'REV|DIR',
    about: 'draw what changed since a revision, or since a folder such as an old out/: before, after and difference',
  },
  in: { value: 'FILE', about: 'the file that it goes into, such as queries/extraction.ts' },
  of: {
    value: 'FILE.NAME',
    about: 'the metric of a query, or the query that is shown or watched: extraction.taskRate',
  },
  type: { value: 'TYPE', about: 'the type of a metric or of a panel, where the name or the query does not tell it' },
  label: { value: 'NAME[=VALUE,…]', repeats: true, about: 'a label of a metric; may be repeated' },
  by: { value: 'LABEL', repeats: true, about: 'a label by which the query is split; may be repeated' },
  row: { value: 'TITLE', about: 'the row of the dashboard, an old or a new one' },
  over: { value: 'WINDOW', about: 'the window of a recording rule: 1m, 5m (as it stands) or 30m' },
  above: { value: 'AMOUNT', about: 'the threshold of an alert: 5%, 500ms, 100MiB, 20' },
  below: { value: 'AMOUNT', about: 'the threshold of an alert that fires below it' },
  text: {
    value: 'SENTENCE',
    about: 'help of a metric, description of a panel, question of a dashboard, summary of an alert',
  },
  into: { value: 'DIR', about: 'the project that the definitions go to, new or there already; imported/ without it' },
  again: {
    about: 'bring what was edited in Grafana back into the definitions that made it, once it is shown and wanted',
  },
  yes: { about: 'write without being asked' },
  verbose: { about: 'show the stack of an internal error' },
  help: { short: 'h', about: 'show this help' },
} as const satisfies Readonly<Record<string, Flag>>

export type FlagName = keyof typeof flags

export interface Command {
  readonly about: string
  /** As a person types it. */
  readonly call: string
  readonly flags: readonly FlagName[]
  /** What may follow besides flags. */
  readonly operands?: { readonly placeholder: string; readonly about: string }
}

export const commands = {
  build: {
    about: 'Compile the definitions into out/.',
    call: 'npm run build --',
    flags: ['out', 'check', 'stack', 'no-types', 'no-cache', 'root', 'verbose', 'help'],
  },
  check: {
    about: "Check the definitions, or anybody's rules, dashboards and configuration.",
    call: 'npm run check --',
    flags: [
      'catalog',
      'only-catalog',
      'no-catalog',
      'prometheus',
      'save-catalog',
      'timeout',
      'ca',
      'insecure',
      'config',
      'changed-since',
      'baseline',
      'write-baseline',
      'scope',
      'without',
      'prometheus-version',
      'format',
      'waivers',
      'stack',
      'no-types',
      'root',
      'verbose',
      'help',
    ],
    operands: {
      placeholder: 'PATH …',
      about:
        'rule files, dashboards, prometheus.yml, alertmanager.yml, or folders of them; a .prom file adds to the catalog',
    },
  },
  diff: {
    about: 'Tell what two versions of the output differ in, by meaning.',
    call: 'npm run diff --',
    flags: ['format', 'exit-code', 'stack', 'no-types', 'root', 'verbose', 'help'],
    operands: {
      placeholder: 'REV | REV..REV | PATH PATH',
      about:
        'a revision to compare the definitions with instead of HEAD; two revisions; or two folders, dashboards or rule files',
    },
  },
  drill: {
    about: 'Play what may happen against the alerts: who is told of it, and how soon.',
    call: 'npm run drill --',
    flags: [
      'history',
      'since',
      'against',
      'rules',
      'alertmanager',
      'png',
      'timeout',
      'ca',
      'insecure',
      'no-types',
      'root',
      'verbose',
      'help',
    ],
    operands: { placeholder: 'NAME …', about: 'drills by name or title, instead of all; with --history alerts' },
  },
  costs: {
    about: 'Tell how many samples dashboards and rules read, and which recording rules would save most of them.',
    call: 'npm run costs --',
    flags: ['json', 'stack', 'no-types', 'root', 'verbose', 'help'],
  },
  doctor: {
    about: 'Tell what is wrong with a running stack; credentials come from the environment, such as PROMETHEUS_TOKEN.',
    call: 'npm run doctor --',
    flags: [
      'prometheus',
      'alertmanager',
      'grafana',
      'public',
      'json',
      'timeout',
      'ca',
      'insecure',
      'stack',
      'root',
      'verbose',
      'help',
    ],
  },
  explain: {
    about: 'Tell of an alert when it fires and when not, after how long, and whether it can at all.',
    call: 'npm run explain --',
    flags: [
      'expr',
      'catalog',
      'alertmanager',
      'test',
      'coverage',
      'page',
      'check',
      'out',
      'format',
      'stack',
      'root',
      'verbose',
      'help',
    ],
    operands: {
      placeholder: 'FILE [ALERT] | ALERT',
      about: "a rule file or PrometheusRule of anybody's, and one of its alerts; or an alert of PyBase by name",
    },
  },
  new: {
    about: 'Add a definition and its test: a metric, query, panel, dashboard, alert or recording rule.',
    call: 'npm run new --',
    flags: ['in', 'of', 'type', 'label', 'by', 'row', 'over', 'above', 'below', 'text', 'root', 'verbose', 'help'],
    operands: {
      placeholder: 'KIND NAME',
      about: 'metric, query, panel, dashboard, alert or record, and its name; what else it needs is derived from that',
    },
  },
  init: {
    about: 'Begin a project: one job, one dashboard, one alert, which compile at once.',
    call: 'npx monitoring init',
    flags: ['verbose', 'help'],
    operands: {
      placeholder: 'DIR',
      about: 'the folder of the project, instead of the working folder; it must be empty',
    },
  },
  convert: {
    about: "Make classic dashboards, which Grafana loads from files, of schema v2 and of Grafana's resources.",
    call: 'npm run convert --',
    flags: ['root', 'verbose', 'help'],
    operands: {
      placeholder: 'IN OUT',
      about: 'a dashboard, or a folder of them, and the file or folder to write; what is lost is printed',
    },
  },
  import: {
    about: "Turn anybody's dashboards and rule files into definitions, and prove that these are equal.",
    call: 'npm run import --',
    flags: [
      'into',
      'from-grafana',
      'catalog',
      'prometheus',
      'timeout',
      'ca',
      'insecure',
      'again',
      'yes',
      'root',
      'verbose',
      'help',
    ],
    operands: {
      placeholder: 'FILE …',
      about: 'dashboards of Grafana, of any version, rule files and PrometheusRules, or folders of them',
    },
  },
  dev: {
    about: 'Build, and build again whenever a definition is saved.',
    call: 'npm run dev --',
    flags: ['out', 'stack', 'no-types', 'root', 'verbose', 'help'],
  },
  preview: {
    about: 'Show the dashboards in a browser without a Grafana server, or draw them as pictures.',
    call: 'npm run preview --',
    flags: ['prometheus', 'port', 'png', 'panels', 'compare', 'stack', 'no-types', 'root', 'verbose', 'help'],
    operands: {
      placeholder: 'PATH …',
      about: 'dashboards of Grafana, of any version, or folders of them, that are shown instead of ours',
    },
  },
  validate: {
    about: 'Have promtool and amtool check the output.',
    call: 'npm run validate --',
    flags: ['container', 'out', 'stack', 'root', 'verbose', 'help'],
  },
  test: {
    about: 'Run every check: types, lint, tests, build --check, validate; or types, lint and tests of some paths.',
    call: 'npm test --',
    flags: ['root', 'verbose', 'help'],
    operands: { placeholder: 'PATH …', about: 'files and folders whose tests are run, such as build/promql or alerts' },
  },
} as const satisfies Readonly<Record<string, Command>>

export type CommandName = keyof typeof commands

export const commandNames = Object.keys(commands) as readonly CommandName[]

/** `npm run build -- [--out PATH] [--check]` */
export function usageOf(name: CommandName): string {
  const { call, flags: known, operands }: Command = commands[name]
  const rest = operands === undefined ? [] : [`[${operands.placeholder}]`]
  return [call, ...known.map((flag) => `[${spelled(flag)}]`), ...rest].join(' ')
}

/** What needs the compiler's repository. */
const ofRepository: readonly CommandName[] = ['preview', 'test']

/** The help of one command, or of the whole command line. */
export function helpOf(name: CommandName | undefined): string {
  if (name === undefined) {
    const here = commandNames.filter((each) => !isPackage || !ofRepository.includes(each))
    const lines = here.map((each) => `  ${each.padEnd(10)}${commands[each].about}`)
    const call = isPackage ? 'npx monitoring' : 'node build/main.js'
    return [`Usage: ${call} COMMAND [--help]`, '', ...lines].join('\n')
  }
  const { about, flags: known, operands }: Command = commands[name]
  const words = known.map((flag) => [spelled(flag), flags[flag].about] as const)
  const all = operands === undefined ? words : [...words, [operands.placeholder, operands.about] as const]
  const width = Math.max(12, ...all.map(([word]) => word.length))
  const lines = all.map(([word, what]) => `  ${word.padEnd(width)}  ${what}`)
  return [about, '', `Usage: ${usageOf(name)}`, '', ...lines].join('\n')
}

function spelled(name: FlagName): string {
  const flag: Flag = flags[name]
  return flag.value === undefined ? `--${name}` : `--${name} ${flag.value}`
}
