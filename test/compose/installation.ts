import { execFileSync } from 'node:child_process'
import { copyFileSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { capture, ourselves } from '../../build/commands/child.ts'
import { follow } from './guide.ts'

/** What a build says that another does not. */
export interface Changes {
  readonly scrapeTimeout: string
  /** Slack's. */
  readonly channel: string
}

/** What compiles the definitions into `folder`, as they ship but for the releases and messages to `recorder` (a URL). */
export function builder(folder: string, recorder: string, releases: Readonly<Record<string, unknown>>) {
  return async ({ scrapeTimeout, channel }: Changes): Promise<void> => {
    const notify = {
      slack: { channel },
      pagerduty: { url: `${recorder}/pagerduty` },
      watchdog: { url: `${recorder}/watchdog` },
    }
    const overrides = `${folder}.json`
    mkdirSync(folder, { recursive: true })
    const settings = { ...releases, scrape: { timeout: scrapeTimeout }, notify }
    writeFileSync(overrides, JSON.stringify(settings))
    const { code, text } = await capture(process.execPath, ourselves('build', '--stack', overrides, '--out', folder))
    if (code !== 0) throw new Error(`The build fails:\n${text}`)
    // As the guide asks for where the umask is strict.
    execFileSync('chmod', ['-R', 'a+rX', folder])
  }
}

/** Follows the guide's first start from the instrumentation to the secrets, which it answers; Slack's is a URL of `recorder`. */
export async function install(folder: string, recorder: string): Promise<Readonly<Record<string, string>>> {
  const secrets = {
    postgres_exporter_password: 'of-postgres-exporter',
    slack_api_url: `${recorder}/slack`,
    pagerduty_routing_key: '0123456789abcdef0123456789abcdef',
  }
  mkdirSync(join(folder, '../src/pybase'), { recursive: true })
  await follow(folder, 'cp -r instrumentation')
  await follow(
    folder,
    'ask() {',
    Object.values(secrets)
      .map((secret) => `${secret}\n`)
      .join(''),
  )
  copyFileSync(join(folder, '.env.example'), join(folder, '.env'))
  return secrets
}
