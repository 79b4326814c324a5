interface Piece {
  readonly piece: string;
  /** It may begin a line, in the middle of a word. */
  readonly goesOn: boolean;
  /** It may break anywhere. */
  readonly isLong: boolean;
}

/** From so many letters on a word is longer than the usual ones of any language. */
const long = 25;
const unusual = new RegExp(`(?<!\\S)(\\S+@\\S+|\\S{${long},})`, "u");

/** True of a text with a word that has to break somewhere where there is little room. */
export const mayBreak = (text: string) => unusual.test(text);

const partsOf = (word: string) => (word.includes("@") ? word.split(/(?<=@)|(?=\.)/u) : [word]);

/** A text in the pieces that stay whole. */
export const piecesOf = (text: string): readonly Piece[] =>
  text
    .split(unusual)
    .flatMap((part, at) =>
      at % 2
        ? partsOf(part).map((piece, place) => ({ piece, goesOn: place > 0, isLong: piece.length >= long }))
        : [{ piece: part, goesOn: false, isLong: false }],
    );
