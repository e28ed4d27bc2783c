const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const

/** Works until it is done or this process is asked to end; answers `otherwise` for the latter. A second request ends it at once. */
export async function untilInterrupted(
  otherwise: number,
  work: (signal: AbortSignal) => Promise<number>,
): Promise<number> {
  const interruption = new AbortController()
  const interrupt = (): void => interruption.abort()
  for (const each of signals) process.once(each, interrupt)
  try {
    return await work(interruption.signal)
  } catch (error) {
    if (error !== interruption.signal.reason) throw error
    return otherwise
  } finally {
    for (const each of signals) process.off(each, interrupt)
  }
}
