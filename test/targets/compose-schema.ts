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

/** Everything that our compose file may say, so that a new kind of privilege does not slip past the tests. */
export const composeSchema = z.strictObject({
  services: z.record(z.string(), service),
  networks: z.record(z.string(), z.unknown()),
  volumes: z.record(z.string(), z.strictObject({ name: z.string() })),
  secrets: z.record(z.string(), z.strictObject({ file: z.string() })),
})
