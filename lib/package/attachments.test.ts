/** Files of records in the copy and in the file to take along: as they were, under names of our own. */
import { createHash } from "node:crypto";
import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { PackageInput } from "./input";
import { makePackage } from "./make";
import { emptyInput, exporting, policy, record } from "./make.fixture";
import { makePortable } from "./portable";
import { decrypted, unpack } from "./unzip.fixture";

let folder: string;
let counter = 0;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "rightful-attachments-"));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const input = (fields: Partial<PackageInput>): PackageInput =>
  emptyInput({ file: join(folder, `package-${counter++}`), ...fields });

async function made(fields: Partial<PackageInput>) {
  const packed = await makePackage(input(fields));
  return { packed, entries: await unpack(packed.file, packed.key) };
}

describe("files of records", () => {
  const bytes = Buffer.from([0, 1, 2, 250, 251, 252, 10, 13]);
  const opened: string[] = [];
  const file = (name: string) => ({
    name,
    mediaType: "image/jpeg",
    async *open() {
      opened.push(name);
      yield bytes.subarray(0, 3);
      yield bytes.subarray(3);
    },
  });
  const withFiles = (...names: string[]): Partial<PackageInput> => ({
    exported: [exporting("account", null)],
    async *read() {
      for (const name of names) yield { ...record("account", { email: "ana@mail.example" }, name), attachments: [file(name)] };
    },
  }); // prettier-ignore

  test("lie in the package as they were, under names of our own, and the record says which", async () => {
    const names = ["Foto vom Gerät.JPG", "../../etc/passwd", "CON", ".hidden", "a\u0000b\u202etxt.exe", "ж", "x".repeat(300)];
    const { packed, entries } = await made(withFiles(...names));
    expect([...entries.keys()].filter((name) => name.startsWith("attachments/"))).toEqual([
      "attachments/account-1-Foto-vom-Gerat.JPG",
      "attachments/account-2-etc-passwd",
      "attachments/account-3-CON",
      "attachments/account-4-hidden",
      "attachments/account-5-a-b-txt.exe",
      "attachments/account-6-file",
      `attachments/account-7-${"x".repeat(80)}`,
    ]);
    expect((await decrypted(packed.file, packed.key)).includes(bytes)).toBe(true);
    const { records } = JSON.parse(entries.get("data/account.json") ?? "");
    expect(records[0].values.attachments).toEqual([{ file: "attachments/account-1-Foto-vom-Gerat.JPG", name: names[0] }]);
    const sum = createHash("sha256").update(bytes).digest("hex");
    const listed = JSON.parse(entries.get("manifest.json") ?? "").entries as { name: string; sha256: string; bytes: number }[];
    expect(listed.filter(({ name }) => name.startsWith("attachments/")).every((one) => one.sha256 === sum && one.bytes === 8)).toBe(true);
    expect(opened).toEqual(names);
  }); // prettier-ignore

  test("that cannot be read make no package", async () => {
    const broken = input({
      exported: [exporting("account", null)],
      async *read() {
        async function* open(): AsyncGenerator<Uint8Array> {
          yield bytes;
          throw new Error("the file broke off");
        }
        yield { ...record("account", {}), attachments: [{ name: "a.pdf", mediaType: "application/pdf", open }] };
      },
    });
    await expect(makePackage(broken)).rejects.toThrow("the file broke off");
    expect((await readdir(folder)).some((name) => broken.file.endsWith(name))).toBe(false);
  });

  test("go along too, and the schema asks no record for files that it has not", async () => {
    const fields = withFiles("a.pdf");
    const { file, reference, language, madeAt, exported } = input(fields);
    const read = async function* () {
      yield* input(fields).read(exporting("account", null));
      yield record("account", { email: "ana@mail.example" }, "2");
    };
    const { key } = await makePortable({ file, reference, language, policy, madeAt, exported, read });
    const entries = await unpack(file, key);
    expect([...entries.keys()]).toContain("attachments/account-1-a.pdf");
    const { records } = JSON.parse(entries.get("data/account.json") ?? "");
    expect(records[0].attachments).toEqual([{ file: "attachments/account-1-a.pdf", name: "a.pdf" }]);
    const { properties } = JSON.parse(entries.get("schema/account.json") ?? "");
    const [table] = properties.records.items.oneOf;
    expect(table.required).toEqual(["type", "record", "email"]);
    expect(table.properties.attachments.type).toEqual(["array"]);
  });
});
