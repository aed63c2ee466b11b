import { type RandomSource, seededRandom } from '../../kernel/random.ts'

/** Rows to learn from and rows to judge by; both ascending. */
export interface Fold {
  readonly training: Uint32Array
  readonly validation: Uint32Array
}

/** Cuts rows at random into `foldCount` parts whose sizes differ by one at most; each is the validation part once. */
export function kFold(rowCount: number, foldCount: number, seed: number): Fold[] {
  const order = shuffled(
    Uint32Array.from({ length: rowCount }, (_, row) => row),
    seededRandom(seed),
  )
  const partOf = new Uint32Array(rowCount)
  for (const [place, row] of order.entries()) partOf[row] = place % foldCount
  return foldsOf(partOf, foldCount)
}

/** As `kFold`, with as many rows of each label in every part, give or take one. */
export function stratifiedKFold(labels: Float64Array, foldCount: number, seed: number): Fold[] {
  const random = seededRandom(seed)
  const partOf = new Uint32Array(labels.length)
  let dealt = 0
  for (const label of [...new Set(labels)].sort((a, b) => a - b)) {
    const rows = Uint32Array.from([...labels.keys()].filter((row) => labels[row] === label))
    // Dealing goes on where the last label ended, so that the parts are of one size, too.
    for (const row of shuffled(rows, random)) partOf[row] = dealt++ % foldCount
  }
  return foldsOf(partOf, foldCount)
}

/** Rows before `cutAt` to learn from, the others to judge by. Nothing of the future reaches the training part. */
export function temporalSplit(times: Float64Array, cutAt: number): Fold {
  const rows = [...times.keys()]
  return {
    training: Uint32Array.from(rows.filter((row) => (times[row] as number) < cutAt)),
    validation: Uint32Array.from(rows.filter((row) => (times[row] as number) >= cutAt)),
  }
}

function foldsOf(partOf: Uint32Array, foldCount: number): Fold[] {
  const rows = [...partOf.keys()]
  return Array.from({ length: foldCount }, (_, part) => ({
    training: Uint32Array.from(rows.filter((row) => partOf[row] !== part)),
    validation: Uint32Array.from(rows.filter((row) => partOf[row] === part)),
  }))
}

/** Fisher and Yates's shuffle, in place. */
function shuffled(rows: Uint32Array, random: RandomSource): Uint32Array {
  for (let last = rows.length - 1; last > 0; last--) {
    const other = Math.floor(random() * (last + 1))
    const row = rows[last] as number
    rows[last] = rows[other] as number
    rows[other] = row
  }
  return rows
}
