/**
 * Files that belong to records, as they were handed in, on their way into a package: each is opened when its turn has
 * come and read piece by piece. Their names are somebody else's texts, so this program makes its own.
 */
import type { Attachment } from "../sources/source";
import type { AddEntry, Entry } from "./zip";

/** What a record says of a file: where it lies in the package, and what it was called. */
export type Named = { file: string; name: string };

const longestName = 80;

export class Attachments {
  private readonly taken: { file: string; attachment: Attachment }[] = [];
  private readonly names = new Set<unknown>();

  constructor(private readonly category: string) {}

  /** Keeps the files of a record for later and gives what the record says of them. */
  take(attachments: readonly Attachment[]): Named[] {
    return attachments.map((attachment) => {
      const file = `attachments/${this.category}-${this.taken.length + 1}-${safeName(attachment.name)}`;
      this.taken.push({ file, attachment });
      this.names.add(file);
      return { file, name: attachment.name };
    });
  }

  /** Whether a record was told of this file: only then is it one of the package. */
  has(file: unknown): boolean {
    return this.names.has(file);
  }

  /** Writes every file, one after the other. A file that cannot be read makes the package fail. */
  async addTo(add: AddEntry): Promise<Entry[]> {
    const entries: Entry[] = [];
    for (const { file, attachment } of this.taken) entries.push(await add(file, attachment.open()));
    return entries;
  }
}

/** Letters, digits, dots and hyphens of a name, its ending kept; no path, no sign that any system reads as more. */
function safeName(name: string): string {
  const plain = name
    .normalize("NFKD")
    .replaceAll(/\p{M}/gu, "")
    .replaceAll(/[^A-Za-z0-9.]+/g, "-")
    .replaceAll(/[-.]*\.[-.]*/g, ".")
    .replaceAll(/^[-.]+|[-.]+$/g, "");
  const ending = /\.[A-Za-z0-9]{1,10}$/.exec(plain)?.[0] ?? "";
  const stem = plain.slice(0, plain.length - ending.length).slice(0, longestName);
  return `${stem || "file"}${ending}`;
}
