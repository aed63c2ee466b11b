/**
 * The network an address is of, as it may be kept: of IPv4 the first three bytes, of IPv6 the first 48 bits, which is what
 * a provider gives to one household or office. Null for what is no address.
 */
export function callerNetwork(address: string | undefined): string | null {
  if (address === undefined) return null
  return networkOfV4(address.replace(/^::ffff:/i, '')) ?? networkOfV6(address)
}

function networkOfV4(address: string): string | null {
  const bytes = address.split('.')
  const isAddress = bytes.length === 4 && bytes.every((byte) => /^\d{1,3}$/.test(byte) && Number(byte) <= 255)
  return isAddress ? `${bytes.slice(0, 3).map(Number).join('.')}.0/24` : null
}

function networkOfV6(address: string): string | null {
  if (address.length > 45 || !/^[\da-f:]*:[\da-f:]*(?:\d+\.\d+\.\d+\.\d+)?$/i.test(address)) return null
  const [left = '', right, ...more] = address.split('::')
  if (more.length > 0) return null
  const groups = (text: string) => (text === '' ? [] : text.split(':'))
  const [before, after] = [groups(left), groups(right ?? '')]
  // The last four bytes may be written as those of IPv4; they take the place of two groups.
  const length = [...before, ...after].reduce((sum, group) => sum + (group.includes('.') ? 2 : 1), 0)
  if (right === undefined ? length !== 8 : length > 7) return null
  const all = [...before, ...Array<string>(8 - length).fill('0'), ...after]
  const first = all.slice(0, 3)
  if (!first.every((group) => /^[\da-f]{1,4}$/i.test(group))) return null
  return `${first.map((group) => Number.parseInt(group, 16).toString(16)).join(':')}::/48`
}
