import { symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { cli } from '../commands/cli.ts'
import { put, temporaryFolder, textOf } from '../output/folder.ts'
import { root } from '../support/root.ts'

const staging = `retention: 5d
thresholds: { tooManyErrors: 20% }
urls: { grafana: http://grafana.staging:3000 }
notify: { slack: { channel: '#staging' }, pagerduty: { enabled: false } }
`

/** A project that watches one application, in production and in staging. */
export async function smallProject(folder = temporaryFolder()): Promise<string> {
  const { code } = await cli(['init', folder])
  if (code !== 0) throw new Error('no project could be begun')
  put(folder, 'node_modules/@pybase/.keep', '')
  symlinkSync(join(root, 'build'), join(folder, 'node_modules', '@pybase', 'monitoring'))
  const change = (file: string, from: string, to: string) => put(folder, file, textOf(folder, file).replace(from, to))
  change('stack.ts', 'pagerduty: { enabled: false }', 'pagerduty: { enabled: true }')
  change('stack.ts', "  versions: 'current',", "  environment: 'production',\n  versions: 'current',")
  // What nobody compares here takes longest.
  change('stack.ts', ", 'runbooks', 'reference'", '')
  put(
    folder,
    'queries/thresholds.ts',
    `import { threshold } from '@pybase/monitoring'
import stack from '../stack.ts'

export const tooManyErrors = threshold(stack, 'tooManyErrors', { usual: '5%', from: '1%', to: '50%' })
`,
  )
  put(
    folder,
    'alerts/trouble.ts',
    `import { alert, group } from '@pybase/monitoring'
import * as app from '../queries/app.ts'
import { tooManyErrors } from '../queries/thresholds.ts'

export const errors = alert('AppErrors', {
  when: app.serverErrorRatio.over('5m').above(tooManyErrors),
  for: '5m',
  severity: 'warning',
  component: 'app',
  summary: 'The application fails.',
  description: ({ value }) => \`\${value} of all requests fail.\`,
})

export default group(errors)
`,
  )
  // Staging keeps samples for too short a time for the second.
  change(
    'dashboards/overview.ts',
    "that say the server failed.'),",
    `that say the server failed.', { alert: errors }),
    stat('Errors of the week', app.serverErrorRatio.over('7d'), 'Of the last seven days.'),`,
  )
  change('dashboards/overview.ts', 'row, states,', 'row, stat, states,')
  change(
    'dashboards/overview.ts',
    "import { appDown } from '../alerts/liveness.ts'\n",
    "import { appDown } from '../alerts/liveness.ts'\nimport { errors } from '../alerts/trouble.ts'\n",
  )
  put(folder, 'environments/staging.yml', staging)
  return folder
}

/** The environment's settings, with more of them. */
export const stagingWith = (more: string): string => staging + more
