import { describe, expect, it } from 'vitest'
import { refuseAddress } from '#shared/connections/public-address.ts'

const publicAddresses = [
  'https://shop.example',
  'https://shop.example:8443/index.php',
  'https://8.8.8.8',
  'https://172.15.0.1',
  'https://172.32.0.1',
  'https://100.63.255.255',
  'https://192.167.1.1',
  'https://223.255.255.255',
  'https://[2606:4700::1111]',
  'https://bücher.example',
]
const innerAddresses = [
  'https://localhost',
  'https://localhost.',
  'https://shop.localhost',
  'https://router',
  'https://printer.local',
  'https://metadata.google.internal',
  'https://127.0.0.1',
  'https://127.1',
  'https://2130706433',
  'https://0x7f.0.0.1',
  'https://0177.0.0.1',
  'https://10.1.2.3',
  'https://172.16.0.1',
  'https://172.31.255.255',
  'https://192.168.1.1',
  'https://169.254.169.254',
  'https://100.64.0.1',
  'https://0.0.0.0',
  'https://224.0.0.1',
  'https://255.255.255.255',
  'https://[::1]',
  'https://[::]',
  'https://[::ffff:127.0.0.1]',
  'https://[::ffff:8.8.8.8]',
  'https://[64:ff9b::7f00:1]',
  'https://[fc00::1]',
  'https://[fe80::1]',
  'https://[fd12:3456::1]',
  'https://[ff02::1]',
  'https://[2002:7f00:1::]',
  'https://[2001:db8::1]',
  'https://[2001::1]',
]

describe('refuseAddress', () => {
  it.each(publicAddresses)('lets %s pass', (address) => {
    expect(refuseAddress(address, false)).toBeUndefined()
    expect(refuseAddress(address, true)).toBeUndefined()
  })

  it('lets a name beyond ASCII pass the ten thousandth time as the first', () => {
    // `URL.canParse` of Node 22 refuses such addresses once it is compiled.
    const answers = Array.from({ length: 10_000 }, () => refuseAddress('https://bücher.example', false))
    expect(new Set(answers)).toEqual(new Set([undefined]))
  })

  it.each(innerAddresses)('refuses %s', (address) => {
    expect(refuseAddress(address, false)).toBe('must not lead into a private network')
  })

  it.each([
    ['http://shop.example', 'must begin with https://'],
    ['http://127.0.0.1:9', 'must begin with https://'],
    ['file:///etc/passwd', 'must begin with https://'],
    ['https://a:b@shop.example', 'must not hold a password'],
    ['https://token@shop.example', 'must not hold a password'],
    ['shop.example', 'is not an address'],
    ['', 'is not an address'],
  ])('refuses %s: %s', (address, reason) => {
    expect(refuseAddress(address, false)).toBe(reason)
  })

  it('lets only this machine pass beside, for development', () => {
    for (const address of ['http://127.0.0.1:8080', 'http://localhost:1', 'https://[::1]:2'])
      expect(refuseAddress(address, true)).toBeUndefined()
    for (const address of ['http://10.0.0.1', 'http://shop.example', 'https://169.254.169.254'])
      expect(refuseAddress(address, true)).toBeDefined()
  })
})
