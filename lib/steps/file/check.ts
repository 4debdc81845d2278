/** Art. 5(1)(c): which files are taken: few, not large, and of a kind that can be read; each by what is in it. */
import { createHash, randomUUID } from "node:crypto";
import { fileTypeOf, mostFileBytes, mostFiles, type FileType } from "../../gdpr/attached";
import { no, yes, type Result } from "../../result";

/** A file as it was sent. */
export type Sent = { name: string; bytes: Buffer };
/** One that may be kept. */
export type Checked = { id: string; name: string; type: FileType; sha256: string; content: Buffer };
const problems = ["file-kind", "too-many-files", "files-too-large"] as const;
export type FileProblem = (typeof problems)[number];

/** Whether a step refused because of the files. */
export const isAboutFiles = (reason: string): reason is FileProblem => (problems as readonly string[]).includes(reason);

/** The files with what they are, or why they are not taken. */
export function checkFiles(files: readonly Sent[]): Result<FileProblem, Checked[]> {
  if (files.length > mostFiles) return no("too-many-files");
  if (files.reduce((sum, { bytes }) => sum + bytes.length, 0) > mostFileBytes) return no("files-too-large");
  const checked: Checked[] = [];
  for (const { name, bytes: content } of files) {
    const type = fileTypeOf(content);
    if (type === null) return no("file-kind");
    const sha256 = createHash("sha256").update(content).digest("hex");
    checked.push({ id: randomUUID(), name: plainName(name), type, sha256, content });
  }
  return yes(checked);
}

/** Without folders and without characters that nobody sees. */
const plainName = (name: string): string =>
  (name.split(/[\\/]/).at(-1) ?? "").normalize("NFC").replace(/\p{C}/gu, "").slice(0, 120);
