/**
 * Where the records of a category are cut into pages, known as soon as they were read: a page takes what a person can leaf
 * through and a browser shows at once, whether the records are many or long.
 */
const mostRecords = 1_000;
/** Of JSON. What is made of it for reading is about as long. */
const mostLength = 192 * 1024;

export class Cuts {
  /** How many records each page takes. */
  readonly sizes: number[] = [];
  private length = 0;

  /** Takes in the next record, by the length of its JSON. Whether it begins a page. */
  add(length: number): boolean {
    const last = this.sizes.length - 1;
    const records = this.sizes[last] ?? mostRecords;
    if (records >= mostRecords || this.length + length > mostLength) {
      this.sizes.push(1);
      this.length = length;
      return true;
    }
    this.sizes[last] = records + 1;
    this.length += length;
    return false;
  }
}
