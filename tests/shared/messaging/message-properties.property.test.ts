import * as fc from 'fast-check'
import { expect, it } from 'vitest'
import { maxTextLength, messageProperties, shortText } from '#shared/messaging/message-properties.ts'

const anyText = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 20 }),
  fc
    .array(fc.constantFrom('a', '🌰', '\ud83c', 'é'), { minLength: 900, maxLength: 1_300 })
    .map((parts) => parts.join('')),
)

it('a text is kept whole up to the limit, and never cut within a character', () => {
  fc.assert(
    fc.property(anyText, (text) => {
      const short = shortText(text) ?? ''
      expect(short.isWellFormed()).toBe(true)
      expect(short.length).toBeLessThanOrEqual(maxTextLength)
      if (text.length <= maxTextLength) expect(short).toBe(text.toWellFormed())
      else {
        expect(short.length).toBeGreaterThanOrEqual(maxTextLength - 1)
        expect(text.toWellFormed().startsWith(short)).toBe(true)
      }
    }),
    { numRuns: 300 },
  )
})

it('what is not known is left out, and what is empty too', () => {
  const properties = messageProperties({
    messageId: '1',
    direction: 'inbound',
    text: '',
    mediaUrls: [],
    status: undefined,
  })
  expect(properties).toEqual({ messageId: '1', direction: 'inbound' })
})

it('lists ten attachments at most and counts them all', () => {
  const mediaUrls = Array.from({ length: 30 }, (_, index) => `https://media.example/${index}`)
  const properties = messageProperties({ messageId: '1', direction: 'inbound', mediaUrls, mediaCount: 30 })
  expect(properties.mediaUrls).toEqual(mediaUrls.slice(0, 10))
  expect(properties.mediaCount).toBe(30)
})
