/**
 * Art. 5(1)(c), 12(2): what may come with a request or an answer as a file: the scan of a letter as a document or a picture. What it
 * is says its content; a name says nothing.
 */

export const fileTypes = ["pdf", "png", "jpeg"] as const;
export type FileType = (typeof fileTypes)[number];

/** So many files at once, and so many bytes of them together. */
export const mostFiles = 10;
export const mostFileBytes = 15_000_000;

/** How a file of that type is called and sent. */
export const fileForm: Readonly<Record<FileType, { ending: string; media: string }>> = {
  pdf: { ending: "pdf", media: "application/pdf" },
  png: { ending: "png", media: "image/png" },
  jpeg: { ending: "jpg", media: "image/jpeg" },
};

/** A file as a list shows it: nothing of what is in it, and not what its sender called it. */
export type FileLine = { id: string; type: FileType; bytes: number };

const heads: readonly [FileType, readonly number[]][] = [
  ["pdf", [0x25, 0x50, 0x44, 0x46, 0x2d]],
  ["png", [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]],
  ["jpeg", [0xff, 0xd8, 0xff]],
];

/** What a file is by its first bytes; null for everything that is not taken. */
export function fileTypeOf(bytes: Uint8Array): FileType | null {
  return heads.find(([, head]) => head.every((byte, at) => bytes[at] === byte))?.[0] ?? null;
}
