import { describe, expect, it } from 'vitest'
import { marketingChoice, optOutSettingsSchema } from '#shared/messaging/opt-out-words.ts'

const none = optOutSettingsSchema.parse({})
const choice = (text: string | undefined, settings = none) =>
  marketingChoice(text, 'typed', 'sms', settings)?.isGranted

describe('marketingChoice', () => {
  /** What Twilio documents as its default keywords for messages in the US and Canada. */
  it.each(['STOP', 'STOPALL', 'UNSUBSCRIBE', 'CANCEL', 'END', 'QUIT', 'REVOKE', 'OPTOUT'])(
    '%s refuses',
    (word) => {
      expect(choice(word)).toBe(false)
      expect(choice(` ${word.toLowerCase()} `)).toBe(false)
    },
  )

  it.each(['START', 'YES', 'UNSTOP'])('%s allows', (word) => expect(choice(word)).toBe(true))

  it.each([
    ['Stop.', false],
    ['“STOP”', false],
    ['stop 🛑', false],
    ['ＳＴＯＰ', false],
    ['Stop\n', false],
    ['Opt  out', false],
    ['sToP', false],
    ['stop it', undefined],
    ['please stop', undefined],
    ['st op', undefined],
    ['stopp', undefined],
    ['restart', undefined],
    ['', undefined],
    ['…', undefined],
    [undefined, undefined],
    [`stop${' '.repeat(300)}`, undefined],
  ])('%j: %s', (text, expected) => expect(choice(text)).toBe(expected))

  it('reads words of other scripts, with their marks', () => {
    const settings = optOutSettingsSchema.parse({
      optOutWords: { hi: ['बंद करो'], ar: ['توقف'], fr: ['Arrêt'] },
    })
    for (const word of ['बंद करो', 'توقف', 'ARRÊT', 'arre\u0302t']) expect(choice(word, settings)).toBe(false)
  })

  it('takes a button of the shop’s own for what it says, and for nothing more', () => {
    const own = optOutSettingsSchema.parse({ optInWords: { en: ['Keep me posted'] } })
    const pressed = (text: string) => marketingChoice(text, 'pressed', 'whatsapp', own)?.isGranted
    expect(['Stop promotions', 'Unsubscribe', 'STOP'].map(pressed)).toEqual([false, false, false])
    expect(['Cancel', 'End', 'Start', 'Yes', 'Unstop'].map(pressed)).toEqual(Array(5).fill(undefined))
    expect(pressed('Keep me posted')).toBe(true)
  })

  it('refuses by a word that is in both lists', () => {
    expect(
      choice('ok', optOutSettingsSchema.parse({ optOutWords: { en: ['ok'] }, optInWords: { en: ['ok'] } })),
    ).toBe(false)
  })
})
