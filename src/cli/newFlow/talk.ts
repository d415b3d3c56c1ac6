import { stringify } from 'yaml'
import { sentencesIn } from './texts.ts'

/** A talk that shows a new flow: a tap, a word, and silence. */
export function talkFile(name: string, phrase: string, language: string): string {
  const { ask, optionYes, optionNo, called, declined } = sentencesIn(language)
  const asked = { heard: phrase, said: [{ text: ask, options: [optionYes, optionNo] }] }
  return stringify(
    {
      title: `Who writes "${phrase}" is asked, and a person is called if they want one (${name})`,
      talk: [
        asked,
        { tapped: optionYes, said: [called] },
        { ...asked, from: 'Bruno' },
        { heard: language === 'pt' ? 'não' : 'no', from: 'Bruno', said: [declined] },
        { ...asked, from: 'Carla' },
        { later: 'PT2H', from: 'Carla', said: [] },
      ],
      agenda: [],
    },
    { lineWidth: 0, aliasDuplicateObjects: false },
  )
}
