/**
 * What a function answers for each item, in their order, while at most `most` of them are under way. After a failure no
 * further one is begun.
 */
export async function limited<T, R>(items: readonly T[], most: number, ask: (item: T) => Promise<R>): Promise<R[]> {
  const answers: R[] = []
  const queue = items.entries()
  let hasFailed = false
  const work = async (): Promise<void> => {
    for (const [at, item] of queue) {
      if (hasFailed) return
      answers[at] = await ask(item).catch((error: unknown) => {
        hasFailed = true
        throw error
      })
    }
  }
  await Promise.all(Array.from({ length: most }, work))
  return answers
}
