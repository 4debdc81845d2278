/** Breaks a text into lines of a width. A word that is too long for any line, such as a hash, is broken where it must. */

/** How wide a word is with the blank after it. */
type Measure = (word: string) => number;

/** The lines, each ended by a blank: so words do not run together when the text is copied out. */
export function wrap(text: string, width: number, measure: Measure): string[] {
  return text.split("\n").flatMap((paragraph) => wrapParagraph(paragraph, width, measure));
}

function wrapParagraph(paragraph: string, width: number, measure: Measure): string[] {
  const lines: string[] = [];
  const blank = measure("");
  let [line, used] = ["", 0];
  for (const word of paragraph.split(" ").flatMap((word) => broken(word, width + blank, measure))) {
    const wide = measure(word);
    if (line !== "" && used + wide - blank > width) {
      lines.push(line);
      [line, used] = ["", 0];
    }
    line += `${word} `;
    used += wide;
  }
  return [...lines, line];
}

function broken(word: string, width: number, measure: Measure): string[] {
  if (measure(word) <= width) return [word];
  let [fits, over] = [1, word.length];
  while (over - fits > 1) {
    const middle = Math.floor((fits + over) / 2);
    if (measure(word.slice(0, middle)) <= width) fits = middle;
    else over = middle;
  }
  return [word.slice(0, fits), ...broken(word.slice(fits), width, measure)];
}
