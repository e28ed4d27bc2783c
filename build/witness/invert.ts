/** Amounts to try, ascending: 1, 2 and 5 of each power of ten, of both signs, and none. */
const grid: readonly number[] = (() => {
  const positive = Array.from({ length: 16 }, (_, at) => at - 6).flatMap((power) =>
    [1, 2, 5].map((digit) => digit * 10 ** power),
  )
  return [...positive.map((each) => -each).reverse(), 0, ...positive]
})()

/** Finds amounts for which `attempt` answers a wanted value; `undefined` where none was found. */
export function amountFor(attempt: (amount: number) => number | undefined): (wanted: number) => number | undefined {
  const seen = grid.map((amount) => ({ amount, value: attempt(amount) }))
  return (wanted) => {
    const met = seen.find(({ value }) => value === wanted)
    if (met !== undefined) return met.amount
    // What is more than nothing is likelier than what is less.
    const pairs = seen.slice(1).map((high, at) => ({ low: seen[at], high }))
    for (const { low, high } of pairs.toSorted((a, b) => b.high.amount - a.high.amount).toSorted(positiveFirst)) {
      if (low?.value === undefined || high.value === undefined) continue
      if ((low.value - wanted) * (high.value - wanted) < 0) return bisected(attempt, wanted, low.amount, high.amount)
    }
    return undefined
  }
}

const positiveFirst = (
  a: { readonly high: { readonly amount: number } },
  b: { readonly high: { readonly amount: number } },
) => Number(b.high.amount > 0) - Number(a.high.amount > 0)

function bisected(
  attempt: (amount: number) => number | undefined,
  wanted: number,
  from: number,
  to: number,
): number | undefined {
  let [low, high] = [from, to]
  const rising = (attempt(to) ?? 0) > (attempt(from) ?? 0)
  for (let round = 0; round < 40; round += 1) {
    const middle = (low + high) / 2
    const value = attempt(middle)
    if (value === undefined) return undefined
    if (value === wanted) return middle
    if (value < wanted === rising) low = middle
    else high = middle
  }
  return Number(((low + high) / 2).toPrecision(9))
}
