/**
 * Every text that there is, by its key: `flows/texts/keys.d.ts` adds them, which is written anew whenever the texts are
 * checked. A text that has no place here does not compile in a flow.
 */
// biome-ignore lint/suspicious/noEmptyInterface: it is filled where the texts are.
export interface TextKeys {}

/** The key of a text, such as `booking.askDay`; any word as long as no texts were added. */
export type TextKey = keyof TextKeys extends never ? string : keyof TextKeys
