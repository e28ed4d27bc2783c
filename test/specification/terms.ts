// What several rows of the tables ask, in PromQL. As everywhere in them, a selector that names no job reads every job that
// exposes the metric.

/** "A share without traffic yields no alert and no NaN": it has no answer. */
export const share = (part: string, whole: string): string => `${part} / (${whole} > 0)`

/**
 * "usable capacity = max − superuser-reserved − (reserved, or 0 where the setting does not exist: before PostgreSQL 16)", and
 * the share of it that is in use.
 */
export const postgresConnectionsUsed = (by: string): string =>
  share(
    `sum by (${by}) (pg_stat_activity_count)`,
    `(max by (${by}) (pg_settings_max_connections)
      - max by (${by}) (pg_settings_superuser_reserved_connections)
      - (max by (${by}) (pg_settings_reserved_connections) or max by (${by}) (pg_settings_max_connections) * 0))`,
  )

/** "connections in use over the pool's maximum" */
export const poolConnectionsUsed = (by: string): string =>
  share(`sum by (${by}) (db_pool_connections{state="in_use"})`, `sum by (${by}) (db_pool_connections_max)`)

/** "used over limit": 0 is no limit. */
export const redisMemoryUsed = share('redis_memory_used_bytes', 'redis_memory_max_bytes')

const filesystems = [
  'tmpfs|devtmpfs|ramfs|rootfs|overlay|squashfs|erofs|iso9660|udf|nsfs|autofs|efivarfs',
  'nfs|nfs4|cifs|smb3|smbfs|ceph|glusterfs|lustre|beegfs|9p|virtiofs',
  ...['lxcfs', 'portal', 'sshfs', 'glusterfs', 's3fs', 'rclone', 'ceph', 'juicefs', 'mergerfs', 'gcsfuse', 'davfs'].map(
    (name) => `fuse\\\\.${name}`,
  ),
].join('|')

const perDisk = 'by (instance, device, mountpoint)'

/** A gauge of file systems, real ones only. */
export const ofDisk = (metric: string): string => `${metric}{fstype!~"${filesystems}"}`
export const ofDisks = (metric: string): string => `max ${perDisk} (${ofDisk(metric)})`

/** "only writable local file systems page" */
export const writable = `unless ${ofDisks('node_filesystem_readonly')} == 1`

/** "without probes and without paths that no route knows": the share of what users ask for that was answered so, and how often. */
const ofUsers = 'endpoint!~"unmatched|/health|/healthz|/ready|/api/v1/health"'
export const usersFailed = (fn: 'rate' | 'increase', window: string, by = ''): string =>
  `sum ${by} (${fn}(http_requests_total{${ofUsers},status=~"5.."}[${window}]))`
export const usersAsked = (window: string, by = ''): string =>
  `sum ${by} (rate(http_requests_total{${ofUsers}}[${window}]))`
export const usersRefused = (window: string, by = ''): string =>
  share(usersFailed('rate', window, by), usersAsked(window, by))

/** "available over size, real filesystems only (not tmpfs, overlay, squashfs …)" */
export const diskFree = share(
  `max by (instance, device, mountpoint) (node_filesystem_avail_bytes{fstype!~"${filesystems}"})`,
  `max by (instance, device, mountpoint) (node_filesystem_size_bytes{fstype!~"${filesystems}"})`,
)

/** "Count what landed above the last bucket": Python writes its edge `600.0`, and Prometheus 2 compares text. */
export const tasksOverTenMinutes = (window: string): string =>
  `sum by (task_type) (increase((
    extraction_duration_seconds_count - ignoring (le) extraction_duration_seconds_bucket{le=~"600(\\\\.0)?"}
  )[${window}:]))`

/** "slow queries per second from `db_query_duration_seconds` above 500 ms" */
export const slowQueries = (window: string): string =>
  `sum by (operation) (rate((
    db_query_duration_seconds_count - ignoring (le) db_query_duration_seconds_bucket{le="0.5"}
  )[${window}:]))`

/** "Restrict to `operation="get"`" */
export const cacheHits = (window: string): string =>
  share(
    `sum(rate(cache_operations_total{operation="get",status="hit"}[${window}]))`,
    `sum(rate(cache_operations_total{operation="get"}[${window}]))`,
  )

/** The share of requests that were answered with such a status. */
export const answered = (status: string, window: string, by = ''): string =>
  share(
    `sum ${by} (rate(http_requests_total{status=~"${status}"}[${window}]))`,
    `sum ${by} (rate(http_requests_total[${window}]))`,
  )

/** The share of finished extraction tasks that ended so. */
export const ended = (status: 'success' | 'failure', window: string, by = ''): string =>
  share(
    `sum ${by} (rate(extraction_tasks_total{status="${status}"}[${window}]))`,
    `sum ${by} (rate(extraction_tasks_total[${window}]))`,
  )

/** "the ratio is errors over `db_query_duration_seconds_count`" */
export const queryErrors = (window: string, by = ''): string =>
  share(
    `sum ${by} (rate(db_query_errors_total[${window}]))`,
    `sum ${by} (rate(db_query_duration_seconds_count[${window}]))`,
  )

/** "`histogram_quantile(0.95, sum by (le) (…))`" */
export const percentile = (share: number, histogram: string, window: string, ...by: readonly string[]): string =>
  `histogram_quantile(${share}, sum by (${['le', ...by].join(', ')}) (rate(${histogram}_bucket[${window}])))`

/** "a table of the slowest statements by mean time (`pg_stat_statements`)", by "ids only by default". */
export const statementCalls = (window: string): string =>
  `sum by (instance, queryid) (increase(pg_stat_statements_calls_total[${window}]))`
export const statementTime = (window: string): string =>
  `sum by (instance, queryid) (increase(pg_stat_statements_seconds_total[${window}]))`

/** "requests slower than a second": Python writes the bucket's edge `1.0`, and Prometheus 2 compares text. */
export const slowerThanASecond = (window: string): string =>
  `(sum(rate(http_request_duration_seconds_count[${window}]))
    - sum(rate(http_request_duration_seconds_bucket{le=~"1(\\\\.0)?"}[${window}])))`

/**
 * "multi-window burn-rate alerts of Google's SRE workbook": over both windows more fails than `factor` times the budget, and in
 * the long one, of so many seconds, five at least.
 */
export const burns = (
  failing: (window: string) => string,
  all: (window: string) => string,
  budget: number,
  [factor, long, seconds, short]: readonly [factor: number, long: string, seconds: number, short: string],
  still: readonly string[] = [],
): string =>
  [
    ...[long, short, ...still].map((window) => `${share(failing(window), all(window))} > ${factor} * ${budget}`),
    `${failing(long)} > 4.5 / ${seconds}`,
  ].join(' and ')
