/** Names that never lead out of a network. */
const innerNames = /(?:^|\.)(?:localhost|local|internal|intranet|lan|home|corp|home\.arpa|test|invalid)$/

/**
 * Why Patron must not call an address that a person typed in; undefined when it may. Only https, and nothing that lies in
 * a network of its own (RFC 6890): else a setting could make Patron ask what only insiders may. `isLocalAllowed` lets
 * http and this machine itself pass, for development. A name that leads to an inner address is not seen here; Workers
 * have no inner network that it could lead to.
 */
export function refuseAddress(address: string, isLocalAllowed: boolean): string | undefined {
  const url = URL.parse(address)
  if (url === null) return 'is not an address'
  const { protocol, hostname, username, password } = url
  if (username !== '' || password !== '') return 'must not hold a password'
  const isLocal = hostname === 'localhost' || hostname === '127.0.0.1' || hostname === '[::1]'
  if (isLocalAllowed && isLocal && (protocol === 'http:' || protocol === 'https:')) return undefined
  if (protocol !== 'https:') return 'must begin with https://'
  const name = hostname.replace(/\.$/, '')
  const isInner = name.startsWith('[')
    ? !isPublicIpv6(name.slice(1, -1))
    : /^[\d.]+$/.test(name)
      ? !isPublicIpv4(name)
      : !name.includes('.') || innerNames.test(name)
  return isInner ? 'must not lead into a private network' : undefined
}

/** Blocks of IPv4 addresses that are not somebody's on the Internet: first address and length of the prefix. */
const innerBlocks: readonly (readonly [string, number])[] = [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 3],
]

/** `URL` writes every IPv4 address, however it was typed, as four decimal numbers. */
function isPublicIpv4(address: string): boolean {
  const value = ipv4Value(address)
  return innerBlocks.every(([first, length]) => {
    const size = 2 ** (32 - length)
    return Math.floor(value / size) !== Math.floor(ipv4Value(first) / size)
  })
}

function ipv4Value(address: string): number {
  return address.split('.').reduce((value, part) => value * 256 + Number(part), 0)
}

/** Only global unicast (2000::/3), and of it no documentation, no tunnels to IPv4, no ids that are not routed. */
function isPublicIpv6(address: string): boolean {
  const first = Number.parseInt(address.split(':')[0] || '0', 16)
  const second = Number.parseInt(address.split(':')[1] || '0', 16)
  const isGlobal = first >= 0x2000 && first < 0x4000
  const isSpecial =
    first === 0x2002 || (first === 0x2001 && (second < 0x200 || second === 0xdb8)) || first === 0x3fff
  return isGlobal && !isSpecial
}
