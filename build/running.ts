/** Whether there is a process of this number, ours or somebody else's. */
export function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0)
  } catch (error) {
    // There is one, but it is somebody else's.
    return error instanceof Error && 'code' in error && error.code === 'EPERM'
  }
}
