/**
 * Alerts that no fault here sets off: rule tests and drills show them. The proof runs without them, lest they speak where another
 * is expected.
 */
export const untried: readonly string[] = [
  'PyBaseApiFailing',
  'PyBaseApiRouteFailing',
  'PyBaseClockWrong',
  'PyBaseContainerMemoryNearLimit',
  'PyBaseContainerThrottled',
  'PyBaseDeadlocks',
  'PyBaseDiskFillsSoon',
  'PyBaseDiskFull',
  'PyBaseExtractionBacklogGrows',
  'PyBaseExtractionRetryStorm',
  'PyBaseFileDescriptorsLow',
  'PyBaseFilesystemReadOnly',
  'PyBaseHostCpuBusy',
  'PyBaseHostDown',
  'PyBaseHostMemoryLow',
  'PyBaseInodesLow',
  'PyBaseKilledForMemory',
  'PyBasePrometheusSeriesGrow',
  'PyBaseRedisEvictsKeys',
  'PyBaseRedisNotSaving',
  'PyBaseRedisRefusesWrites',
  'PyBaseRedisRejectsConnections',
  'PyBaseReplicaBehind',
  'PyBaseRulesSlow',
  'PyBaseTargetUnstable',
  'PyBaseTransactionIdsRunOut',
  'PyBaseTransactionOpen',
]
