/** That the entries of a bundle are those of its manifest, and those that the format asks for. */
import type { Entry } from "./container";
import { sha256 } from "./digest";
import { names, type Manifest } from "./format";
import type { Report } from "./problem";

/** Every entry is listed in its order with its size and digest; which entries there must be follows from the format. */
export function verifyManifest(manifest: Manifest, entries: readonly Entry[], report: Report): void {
  const there = new Map(entries.map(({ name, bytes }) => [name, bytes]));
  const listed = new Set(manifest.entries.map(({ name }) => name));
  for (const { name, bytes, sha256: digest } of manifest.entries) {
    const content = there.get(name);
    if (!content) report(name, 0, "missing-entry");
    else if (content.length !== bytes || sha256(content) !== digest) report(name, 0, "wrong-digest");
  }
  const open = manifest.personal && !manifest.shredded;
  const known = new Set<string>([
    names.events,
    names.approvals,
    names.log,
    names.plan,
    names.html,
    names.pdf,
    ...(open ? [names.opening] : []),
  ]);
  for (const { name } of entries)
    if (!listed.has(name) || !(known.has(name) || (open && /^(?:letters|files)\//.test(name))))
      report(name, 0, "foreign-entry");
  for (const name of [names.events, names.approvals, ...(open ? [names.opening] : [])])
    if (!listed.has(name)) report(name, 0, "missing-entry");
  if (manifest.shredded && there.has(names.plan)) report(names.plan, 0, "foreign-entry");
  const order = manifest.entries.map(({ name }) => name).join();
  if (listed.size === there.size && order !== entries.map(({ name }) => name).join())
    report(names.manifest, 0, "wrong-order");
}
