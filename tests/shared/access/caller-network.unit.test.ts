import { describe, expect, it } from 'vitest'
import { callerNetwork } from '#shared/access/caller-network.ts'

describe('callerNetwork', () => {
  it.each([
    ['203.0.113.77', '203.0.113.0/24'],
    ['0.0.0.255', '0.0.0.0/24'],
    ['::ffff:203.0.113.77', '203.0.113.0/24'],
    // The examples of RFC 5952, section 4, in full and shortened.
    ['2001:db8:0:0:1:0:0:1', '2001:db8:0::/48'],
    ['2001:0DB8:0000:0000:0001::1', '2001:db8:0::/48'],
    ['2001:db8:85a3::8a2e:370:7334', '2001:db8:85a3::/48'],
    ['2001:db8::1', '2001:db8:0::/48'],
    ['::1', '0:0:0::/48'],
    ['fe80::', 'fe80:0:0::/48'],
    ['64:ff9b::192.0.2.33', '64:ff9b:0::/48'],
  ])('keeps of %s only %s', (address, network) => {
    expect(callerNetwork(address)).toBe(network)
  })

  it.each([
    [undefined],
    [''],
    ['local'],
    ['203.0.113'],
    ['203.0.113.256'],
    ['203.0.113.1.1'],
    ['2001:db8'],
    ['1::2::3'],
    ['1:2:3:4:5:6:7:8:9'],
    ['12345::'],
    ['<script>'],
    [`${'1:'.repeat(50)}1`],
  ])('keeps nothing of %s', (address) => {
    expect(callerNetwork(address)).toBeNull()
  })
})
