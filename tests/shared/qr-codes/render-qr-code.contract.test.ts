import { expect, it } from 'vitest'
import { scanAddress } from '#shared/qr-codes/qr-code-name.ts'
import { renderQrCode } from '#shared/qr-codes/render-qr-code.ts'

/**
 * Reads a code as a phone does, by ISO/IEC 18004 and not by the library that drew it; no error correction, since no
 * module is damaged here. For versions 1 to 3, whose words are in one block, and text in bytes.
 */
function readModules(modules: readonly (readonly boolean[])[]): { text: string; level: string } {
  const size = modules.length
  const at = (x: number, y: number): number => (modules[y]?.[x] === true ? 1 : 0)
  let format = 0
  for (let bit = 0; bit < 15; bit += 1) {
    // The first copy runs up the 9th column and then left along the 9th row, around the timing patterns.
    const [x, y] = bit < 6 ? [8, bit] : bit < 8 ? [8, bit + 1] : bit === 8 ? [7, 8] : [14 - bit, 8]
    format |= at(x, y) << bit
  }
  format ^= 0b101010000010010
  const level = ['M', 'L', 'H', 'Q'][format >> 13] ?? ''
  const mask = (format >> 10) & 7
  const isMasked = (x: number, y: number): boolean =>
    [
      (x + y) % 2 === 0,
      y % 2 === 0,
      x % 3 === 0,
      (x + y) % 3 === 0,
      (Math.floor(y / 2) + Math.floor(x / 3)) % 2 === 0,
      ((x * y) % 2) + ((x * y) % 3) === 0,
      (((x * y) % 2) + ((x * y) % 3)) % 2 === 0,
      (((x + y) % 2) + ((x * y) % 3)) % 2 === 0,
    ][mask] === true
  const isFunction = (x: number, y: number): boolean =>
    x === 6 ||
    y === 6 ||
    (x < 9 && y < 9) ||
    (x >= size - 8 && y < 9) ||
    (x < 9 && y >= size - 8) ||
    (size > 21 && Math.abs(x - (size - 7)) <= 2 && Math.abs(y - (size - 7)) <= 2)
  const bits: number[] = []
  let isUpward = true
  for (let right = size - 1; right > 0; right -= 2) {
    if (right === 6) right = 5
    for (let step = 0; step < size; step += 1) {
      const y = isUpward ? size - 1 - step : step
      for (const x of [right, right - 1]) {
        if (!isFunction(x, y)) bits.push(at(x, y) ^ (isMasked(x, y) ? 1 : 0))
      }
    }
    isUpward = !isUpward
  }
  const number = (from: number, count: number) => Number.parseInt(bits.slice(from, from + count).join(''), 2)
  if (number(0, 4) !== 0b0100) throw new Error('not a code of bytes')
  const bytes = Array.from({ length: number(4, 8) }, (_, index) => number(12 + index * 8, 8))
  return { text: new TextDecoder().decode(Uint8Array.from(bytes)), level }
}

/** The modules an SVG of ours paints, quiet zone included. */
function modulesOf(svg: string): boolean[][] {
  const size = Number(/viewBox="0 0 (\d+) \1"/.exec(svg)?.[1])
  const modules = Array.from({ length: size }, () => Array<boolean>(size).fill(false))
  for (const [, x, y, width] of svg.matchAll(/M(\d+) (\d+)h(\d+)v1h-\3z/g)) {
    modules[Number(y)]?.fill(true, Number(x), Number(x) + Number(width))
  }
  return modules
}

it.each([
  scanAddress('https://q.shop', 'k3v9x2m8'),
  scanAddress('http://127.0.0.1:8787', '00000000'),
  scanAddress('https://patron.shop.example', 'zzzzzzzz'),
])('%s is what a phone reads, with level M and four light modules around it', (address) => {
  const modules = modulesOf(renderQrCode(address))
  const inside = modules.slice(4, -4).map((row) => row.slice(4, -4))
  expect(readModules(inside)).toEqual({ text: address, level: 'M' })
  const dark = (rows: boolean[][]) => rows.flat().filter(Boolean).length
  expect(dark(modules)).toBe(dark(inside))
})

it('can hold the longest address a host may have', () => {
  expect(renderQrCode(scanAddress(`https://${'a'.repeat(240)}.example`, 'k3v9x2m8'))).toMatch(
    /^<svg .*<\/svg>\n$/,
  )
})
