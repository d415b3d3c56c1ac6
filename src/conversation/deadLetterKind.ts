/** What could not be handled, and is kept as it came until somebody has it handled again. */
export const deadLetter = 'deadLetter'
