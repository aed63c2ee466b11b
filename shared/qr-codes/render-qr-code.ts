import { encode } from 'uqr'

const quietModules = 4
const modulePixels = 10

/**
 * The QR code of an address as an SVG for print. Error correction level M (15 %), and the four light modules around it
 * that ISO/IEC 18004 asks for.
 */
export function renderQrCode(address: string): string {
  const { data, size } = encode(address, { ecc: 'M', border: quietModules })
  const runs = data.flatMap((row, y) => darkRuns(row).map(([x, width]) => `M${x} ${y}h${width}v1h-${width}z`))
  const pixels = size * modulePixels
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${pixels}" height="${pixels}" viewBox="0 0 ${size} ${size}"`,
    ` shape-rendering="crispEdges"><path fill="#fff" d="M0 0h${size}v${size}H0z"/>`,
    `<path d="${runs.join('')}"/></svg>\n`,
  ].join('')
}

/** Where dark modules begin in a row, and how many there are together: printers leave hairlines between squares. */
function darkRuns(row: readonly boolean[]): [start: number, width: number][] {
  const runs: [number, number][] = []
  for (const [x, isDark] of row.entries()) {
    const last = runs.at(-1)
    if (!isDark) continue
    if (last !== undefined && last[0] + last[1] === x) last[1] += 1
    else runs.push([x, 1])
  }
  return runs
}
