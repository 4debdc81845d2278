/** Writes and reads encrypted files (`records.ts` has their format). */
import { createHash, randomBytes } from "node:crypto";
import { open, rename, rm, type FileHandle } from "node:fs/promises";
import { dirname } from "node:path";
import { Readable } from "node:stream";
import {
  DamagedFile,
  header,
  headerLength,
  lengthOf,
  openRecord,
  recordLength,
  recordsIn,
  sealedLength,
  sealRecord,
  tagLength,
} from "./records";

export { DamagedFile };

export type Written = { bytes: number; sha256: string };

/**
 * Encrypts a stream into a new file and gives length and SHA-256 (hex) of the plaintext. The file appears whole and on
 * disk, or not at all. `key`: 32 bytes, drawn for this file and used for no other.
 */
export async function writeEncrypted(file: string, key: Buffer, source: AsyncIterable<Uint8Array>): Promise<Written> {
  const part = `${file}.${randomBytes(6).toString("hex")}.part`;
  const handle = await open(part, "wx", 0o600);
  try {
    const hash = createHash("sha256");
    const writer = recordWriter(handle, key);
    for await (const chunk of source) {
      hash.update(chunk);
      await writer.add(chunk);
    }
    const bytes = await writer.end();
    await handle.sync();
    await handle.close();
    await rename(part, file);
    await syncFolder(dirname(file));
    return { bytes, sha256: hash.digest("hex") };
  } catch (error) {
    await handle.close();
    await rm(part, { force: true });
    throw error;
  }
}

export type RecordWriter = {
  /** Takes in the next piece of the plaintext. */
  add(chunk: Uint8Array): Promise<void>;
  /** Writes what is left, and the header; gives the length of the plaintext. */
  end(): Promise<number>;
};

/** Writes a plaintext that comes in pieces into an open file. `key` as in `writeEncrypted`. */
export function recordWriter(handle: FileHandle, key: Buffer): RecordWriter {
  // One piece of memory for the whole file: a new one for each record would cost more than the encryption.
  const plain = Buffer.allocUnsafeSlow(recordLength);
  let held = 0;
  let [bytes, number] = [0, 0];
  const write = async (last: boolean): Promise<void> => {
    const place = headerLength + number * sealedLength;
    const sealed = sealRecord(key, number, last, plain.subarray(0, held));
    [number, held] = [number + 1, 0];
    await handle.writev(sealed, place);
  };
  return {
    async add(chunk) {
      for (let at = 0; at < chunk.length;) {
        // The last record is sealed differently, so a full one waits until more has come.
        if (held === recordLength) await write(false);
        const some = chunk.subarray(at, at + recordLength - held);
        plain.set(some, held);
        [at, held, bytes] = [at + some.length, held + some.length, bytes + some.length];
      }
    },
    async end() {
      await write(true);
      await handle.write(header(key, bytes), 0, headerLength, 0);
      return bytes;
    },
  };
}

/**
 * The plaintext from byte `start` up to, but not including, byte `end`. The stream fails with `DamagedFile` as soon as it
 * meets anything that was not written under this key; nothing unauthenticated is ever given out.
 */
export function readRange(file: string, key: Buffer, start: number, end: number): Readable {
  return Readable.from(range(file, key, start, end), { objectMode: false });
}

/** Length of the plaintext, authenticated. */
export async function plainLength(file: string, key: Buffer): Promise<number> {
  const handle = await open(file, "r");
  try {
    return await authenticLength(handle, key);
  } finally {
    await handle.close();
  }
}

const recordsAtOnce = 4;

async function* range(file: string, key: Buffer, start: number, end: number): AsyncGenerator<Buffer> {
  const handle = await open(file, "r");
  try {
    const length = await authenticLength(handle, key);
    if (!(0 <= start && start <= end && end <= length)) throw new RangeError("no such range in this file");
    const lastRecord = recordsIn(length) - 1;
    const until = Math.floor(Math.max(start, end - 1) / recordLength);
    // What is read is decrypted into other memory, so that this can be used again.
    const room = Buffer.allocUnsafeSlow(recordsAtOnce * sealedLength);
    for (let first = Math.floor(start / recordLength); start < end && first <= until; first += recordsAtOnce) {
      const count = Math.min(recordsAtOnce, until - first + 1);
      const sealed = await readAt(handle, headerLength + first * sealedLength, room.subarray(0, count * sealedLength));
      for (let i = 0; i < count; i++) {
        const number = first + i;
        const plain = openRecord(
          key,
          number,
          number === lastRecord,
          sealed.subarray(i * sealedLength, (i + 1) * sealedLength),
        );
        const offset = number * recordLength;
        yield plain.subarray(Math.max(0, start - offset), Math.min(plain.length, end - offset));
      }
    }
  } finally {
    await handle.close();
  }
}

async function authenticLength(handle: FileHandle, key: Buffer): Promise<number> {
  const length = lengthOf(key, await readAt(handle, 0, Buffer.alloc(headerLength)));
  const { size } = await handle.stat();
  if (size !== headerLength + length + recordsIn(length) * tagLength)
    throw new DamagedFile("the file was cut or continued");
  return length;
}

/** Fills the buffer; gives as much of it as there was to read. */
async function readAt(handle: FileHandle, position: number, buffer: Buffer): Promise<Buffer> {
  let read = 0;
  while (read < buffer.length) {
    const { bytesRead } = await handle.read(buffer, read, buffer.length - read, position + read);
    if (bytesRead === 0) break;
    read += bytesRead;
  }
  return buffer.subarray(0, read);
}

async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, "r");
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
