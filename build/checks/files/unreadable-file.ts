import type { Check } from '../check.ts'

export const unreadableFile: Check = {
  id: 'unreadable-file',
  severity: 'error',
  covers: ['I08', 'N13'],
  about:
    "A file that is checked can be read: it is UTF-8 text, JSON or YAML without syntax errors, neither empty nor without end, and one of the kinds that Prometheus, Alertmanager or Grafana load. Prometheus stops at a broken rule file when it starts, and silently keeps the old rules when it reloads. Only somebody's own files can be broken: what a build writes comes from a serializer.",
  run: ({ faults = [] }) => faults.filter(({ check }) => check === 'unreadable-file'),
}
