import { createServer } from 'node:http'
import * as z from 'zod'

export const channels = ['slack', 'pagerduty', 'watchdog'] as const
/** Each hears at a path of its own: `/slack` is an incoming webhook, `/pagerduty` takes events, `/watchdog` is the switch. */
export type Channel = (typeof channels)[number]

/** What Alertmanager said of one group of alerts. */
export interface Message {
  readonly channel: Channel
  readonly status: 'firing' | 'resolved'
  /** As the title has it: `PyBaseApiErrorRateHigh (api)`. */
  readonly title: string
  /** Everything that people read, links included. */
  readonly text: string
}

/** Stands in for Slack, PagerDuty and the dead man's switch, and remembers what it heard. */
export interface Receiver {
  /** `http://127.0.0.1:PORT`; the channels are paths below it. */
  readonly url: string
  /** In the order of arrival. Only what was answered with 200 has been heard. */
  readonly messages: readonly Message[]
  /** What the services would not have understood, with the reason; refused with 400. */
  readonly misunderstood: readonly string[]
  /** From now on a channel answers with this HTTP status. */
  answer(channel: Channel, status: number): void
  stop(): Promise<void>
}

/** Starts a receiver on a free port of the loopback interface. */
export async function startReceiver(): Promise<Receiver> {
  const messages: Message[] = []
  const misunderstood: string[] = []
  const answers = new Map<Channel, number>()
  const understand = (channel: Channel, body: string): number => {
    try {
      messages.push({ channel, ...read[channel](JSON.parse(body)) })
      return 200
    } catch (error) {
      misunderstood.push(`${channel} got ${body}: ${String(error)}`)
      return 400
    }
  }
  const server = createServer(async (request, response) => {
    let body = ''
    for await (const chunk of request.setEncoding('utf8')) body += chunk
    const channel = channels.find((each) => request.url === `/${each}`)
    const told = channel === undefined ? 404 : (answers.get(channel) ?? 200)
    const status = channel !== undefined && told === 200 ? understand(channel, body) : told
    const { type, body: answer } = said[channel ?? 'watchdog']
    response.writeHead(status, { 'content-type': type }).end(answer)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  if (typeof address !== 'object' || address === null) throw new Error('The receiver has no port')
  return {
    url: `http://127.0.0.1:${address.port}`,
    messages,
    misunderstood,
    answer: (channel, status) => void answers.set(channel, status),
    async stop() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

const json = { type: 'application/json', body: '{"status":"success"}' }
/** What each service says of a message that it takes: Alertmanager reads Slack's answer, which is no JSON. */
const said: Readonly<Record<Channel, { readonly type: string; readonly body: string }>> = {
  slack: { type: 'text/html', body: 'ok' },
  pagerduty: json,
  watchdog: json,
}

const slack = z.object({
  attachments: z.tuple([z.object({ title: z.string(), title_link: z.string(), text: z.string() })]),
})
const pagerduty = z.object({
  event_action: z.enum(['trigger', 'resolve']),
  client_url: z.string(),
  payload: z.object({
    summary: z.string(),
    severity: z.literal('critical'),
    component: z.string(),
    class: z.string(),
    custom_details: z.object({ alerts: z.string() }),
  }),
})
const watchdog = z.object({
  receiver: z.literal('watchdog'),
  status: z.enum(['firing', 'resolved']),
  groupLabels: z.record(z.string(), z.string()),
  alerts: z.array(z.object({ annotations: z.record(z.string(), z.string()) })),
})

/** How each service reads what is posted to it. A body of another shape throws. */
const read: Readonly<Record<Channel, (body: unknown) => Omit<Message, 'channel'>>> = {
  slack(body) {
    const [{ title, title_link, text }] = slack.parse(body).attachments
    return { ...titled(title), text: `${text}\n${title_link}` }
  },
  pagerduty(body) {
    const { event_action, client_url, payload } = pagerduty.parse(body)
    const { title } = titled(payload.summary)
    if (title !== `${payload.class} (${payload.component})`) throw new Error(`PagerDuty got ${JSON.stringify(body)}`)
    const status = event_action === 'trigger' ? 'firing' : 'resolved'
    return { status, title, text: `${payload.custom_details.alerts}\n${client_url}` }
  },
  watchdog(body) {
    const { status, groupLabels, alerts } = watchdog.parse(body)
    const lines = alerts.flatMap(({ annotations: { summary, description, runbook_url, dashboard_url } }) =>
      [summary, description, runbook_url, dashboard_url].join('\n'),
    )
    return { status, title: `${groupLabels.alertname} (${groupLabels.component})`, text: lines.join('\n') }
  },
}

/** `[FIRING:2] PyBaseApiErrorRateHigh (api)`, taken apart. */
function titled(text: string): Pick<Message, 'status' | 'title'> {
  const [, status, title] = /^\[(FIRING|RESOLVED)(?::\d+)?\] (.+)$/.exec(text) ?? []
  if (status === undefined || title === undefined) throw new Error(`A title that nobody can read: ${text}`)
  return { status: status === 'FIRING' ? 'firing' : 'resolved', title }
}
