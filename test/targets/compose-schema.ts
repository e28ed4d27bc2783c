import * as z from 'zod'

const service = z.strictObject({
  image: z.string(),
  container_name: z.string(),
  restart: z.literal('unless-stopped'),
  user: z.string(),
  read_only: z.boolean(),
  privileged: z.boolean().optional(),
  cap_drop: z.array(z.string()).optional(),
  security_opt: z.array(z.string()),
  mem_limit: z.string(),
  pids_limit: z.number(),
  command: z.array(z.string()).optional(),
  environment: z.record(z.string(), z.string()).optional(),
  volumes: z.array(z.string()).default([]),
  tmpfs: z.array(z.string()).optional(),
  secrets: z.array(z.union([z.string(), z.strictObject({ source: z.string(), target: z.string() })])).default([]),
  networks: z.array(z.string()),
  cpus: z.number(),
  ports: z.array(z.string()).default([]),
  healthcheck: z.strictObject({
    test: z.array(z.string()),
    interval: z.string(),
    timeout: z.string(),
    retries: z.number(),
    start_period: z.string(),
  }),
  logging: z.strictObject({ driver: z.string(), options: z.record(z.string(), z.string()) }),
  depends_on: z.record(z.string(), z.strictObject({ condition: z.string() })).default({}),
  devices: z.array(z.string()).optional(),
  pid: z.string().optional(),
  stop_grace_period: z.string().optional(),
})

/** What runs to its end before services start. */
const step = z.strictObject({
  image: z.string(),
  container_name: z.string(),
  restart: z.literal('no'),
  user: z.literal('0:0'),
  read_only: z.literal(true),
  cap_drop: z.tuple([z.literal('ALL')]),
  cap_add: z.tuple([z.literal('CHOWN')]),
  security_opt: z.array(z.string()),
  mem_limit: z.string(),
  cpus: z.number(),
  pids_limit: z.number(),
  entrypoint: z.tuple([z.literal('sh'), z.literal('-c'), z.string()]),
  volumes: z.array(z.string()),
  network_mode: z.literal('none'),
  logging: z.strictObject({ driver: z.string(), options: z.record(z.string(), z.string()) }),
})

const file = z.strictObject({
  services: z.record(z.string(), z.union([service, step])),
  networks: z.record(z.string(), z.unknown()),
  volumes: z.record(z.string(), z.strictObject({ name: z.string() })),
  secrets: z.record(z.string(), z.strictObject({ file: z.string() })),
})

/** Everything that our compose file may say, so that a new kind of privilege does not slip past the tests. */
export const composeSchema = file.transform(({ services, ...rest }) => {
  const all = Object.entries(services)
  return {
    ...rest,
    services: Object.fromEntries(all.flatMap(([name, each]) => ('healthcheck' in each ? [[name, each] as const] : []))),
    steps: Object.fromEntries(all.flatMap(([name, each]) => ('healthcheck' in each ? [] : [[name, each] as const]))),
  }
})
