/**
 * A user for each server, who can read no other's secrets, as each exporter has one of its own. Grafana's is that of its
 * image. Nobody is none of them: whatever else on a host runs as nobody could read the same files.
 */
export const uids = {
  prometheus: 59_003,
  alertmanager: 59_004,
  grafana: 472,
} as const
