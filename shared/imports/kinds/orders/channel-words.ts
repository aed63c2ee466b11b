import { type Channel, channels } from '../../../events/event.ts'

const wordsByChannel: Partial<Record<Channel, readonly string[]>> = {
  web: [
    'online',
    'online store',
    'website',
    'webshop',
    'web shop',
    'ecommerce',
    'e-commerce',
    'internet',
    'checkout',
  ],
  app: ['mobile', 'mobile app', 'ios', 'android', 'iphone'],
  pos: ['store', 'shop', 'in store', 'in-store', 'retail', 'till', 'point of sale', 'offline'],
  email: ['e-mail', 'newsletter'],
  phone: ['call', 'call centre', 'call center', 'telephone'],
}

const channelByWord = new Map<string, Channel>([
  ...channels.map((channel) => [channel, channel] as const),
  ...Object.entries(wordsByChannel).flatMap(([channel, words]) =>
    words.map((word) => [word, channel as Channel] as const),
  ),
])

/** The channel a file means by its own word for it; `other` when the word is not known. */
export function channelOfWord(word: string): Channel {
  return channelByWord.get(word.toLowerCase()) ?? 'other'
}
