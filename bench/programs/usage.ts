/** Loaded into a bot where there is no /proc: tells its parent what it has used so far. */
process.on('message', () => {
  const { userCPUTime, systemCPUTime } = process.resourceUsage()
  process.send?.({ cpu: (userCPUTime + systemCPUTime) / 1000, rss: process.memoryUsage.rss() })
})
