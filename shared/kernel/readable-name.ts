/**
 * Code points that are not seen, or turn the text round them: overrides, embeddings, isolates and marks of direction (bidi), spaces and
 * joiners without width, soft hyphens, fillers, annotations and tags, and controls.
 */
const unseen = /[\p{Cc}\p{Cf}\u115f\u1160\u3164\uffa0]|\u034f|\u17b4|\u17b5/u
/** Signs of Arabic, Syriac and Kaithi that Unicode counts among them, though they are seen. */
const seenAllTheSame = /[\u0600-\u0605\u06dd\u070f\u0890\u0891\u08e2\u{110bd}\u{110cd}]/u
/** Of what is not seen, these mean something where writing or a picture needs them. */
const joiner = '\u200d'
const nonJoiner = '\u200c'
/** Scripts whose letters change shape by their neighbours, so that joiners spell something. */
const joiningScript =
  /[\p{Script=Arabic}\p{Script=Syriac}\p{Script=Nko}\p{Script=Mongolian}\p{Script=Adlam}\p{Script=Devanagari}\p{Script=Bengali}\p{Script=Gurmukhi}\p{Script=Gujarati}\p{Script=Oriya}\p{Script=Tamil}\p{Script=Telugu}\p{Script=Kannada}\p{Script=Malayalam}\p{Script=Sinhala}\p{Script=Khmer}\p{Script=Myanmar}\p{Script=Tibetan}]/u
/** The end of one picture, before a joiner to the next. */
const pictureEnd = /(?:[\p{Extended_Pictographic}\p{Emoji_Modifier}]|\ufe0f)$/u
const picture = /^\p{Extended_Pictographic}/u
/** A flag of a part of a country, which is spelt with tags, or any one character. */
const pieces = /\u{1f3f4}[\u{e0030}-\u{e0039}\u{e0061}-\u{e007a}]{3,6}\u{e007f}|[\s\S]/gu
const wideSpaces = /\p{Zs}{2,}|[\u2028\u2029]/u
/** The last two are no controls. */
const lineBreaks = /[\t\n\v\f\r\u0085\u2028\u2029]+/g

/**
 * A name as it may stand beside other text: without what is not seen and what turns text round, so that no name reads as another. Line
 * breaks and tabs become spaces. Joiners stay where a script or a picture needs them. Empty when nothing is left to be seen.
 */
export function readableName(name: string): string {
  // Nearly all names.
  if (!unseen.test(name) && !wideSpaces.test(name)) return name.trim()
  const all = name.replace(lineBreaks, ' ').match(pieces) ?? []
  const seenNext = nextSeen(all)
  const kept: string[] = []
  for (const [index, piece] of all.entries()) {
    if (!isUnseen(piece) || isNeeded(piece, kept.at(-1) ?? '', seenNext[index] ?? '')) kept.push(piece)
  }
  return kept
    .join('')
    .replaceAll(/\p{Zs}{2,}/gu, ' ')
    .trim()
}

/** Of each piece, the first behind it that is seen: from the end on, so that a thousand joiners in a row cost no more than a thousand letters. */
function nextSeen(all: readonly string[]): string[] {
  const next = new Array<string>(all.length)
  let seen = ''
  for (let index = all.length - 1; index >= 0; index -= 1) {
    next[index] = seen
    const piece = all[index] ?? ''
    if (!isUnseen(piece)) seen = piece
  }
  return next
}

function isUnseen(piece: string): boolean {
  return piece.length <= 2 && unseen.test(piece) && !seenAllTheSame.test(piece)
}

/** Whether a joiner spells something between what was kept last and what is seen next. */
function isNeeded(piece: string, before: string, after: string): boolean {
  if (piece !== joiner && piece !== nonJoiner) return false
  if (joiningScript.test(before) && piece === joiner) return true
  if (piece === joiner) return pictureEnd.test(before) && picture.test(after)
  return joiningScript.test(before) && joiningScript.test(after)
}
