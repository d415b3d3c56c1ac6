/** Does the work for all items, so many at a time; rejects with the first failure. */
export async function abreast<T>(most: number, items: T[], work: (item: T) => Promise<void>): Promise<void> {
  const waiting = items.values()
  const one = async () => {
    for (const item of waiting) await work(item)
  }
  await Promise.all(Array.from({ length: Math.min(most, items.length) }, one))
}
