/** Signed checkpoints as they stand in a longer text: in a letter, in a mail, in a file that somebody kept. */
const found =
  /(?<=^|\n)[^\s+]+\n(?:0|[1-9][0-9]{0,15})\n[A-Za-z0-9+/]{43}=\n\n(?:— [^\s+]+ [A-Za-z0-9+/]+={0,2}(?:\n|$))+/gu;

/** The notes in the order of the text, each ended by a line feed; line ends of Windows and mail are taken as line feeds. */
export function checkpointsIn(text: string): string[] {
  return [...text.replaceAll("\r\n", "\n").matchAll(found)].map(([note]) => (note.endsWith("\n") ? note : `${note}\n`));
}
