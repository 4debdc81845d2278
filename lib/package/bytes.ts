/**
 * A long text on its way into a file, turned into bytes while it grows: neither the whole of it nor the thousand short texts
 * that it is made of have to be kept, which a garbage collector would carry around.
 */
const pieceLength = 64 * 1024;

export class Bytes {
  private text = "";
  private readonly pieces: Buffer[] = [];

  /** `written`: how a piece is spelled in the file. */
  constructor(private readonly written: (text: string) => string = (text) => text) {}

  add(text: string): void {
    this.text += text;
    if (this.text.length >= pieceLength) this.turn();
  }

  private turn(): void {
    if (this.text !== "") this.pieces.push(Buffer.from(this.written(this.text)));
    this.text = "";
  }

  /** All of it, once nothing more comes. */
  end(): Buffer[] {
    this.turn();
    return this.pieces;
  }
}
