/**
 * `--rules.alert.for-grace-period`: an alert that waits for less begins to wait anew when Prometheus restarts, and one that was
 * waiting then waits for so long at least. Prometheus' own 10 minutes would forget most alerts.
 */
export const gracePeriod = '30s'
