/**
 * Presets: how well-known systems are asked, as files. A source names one and sets only what is its own; what it says wins
 * over the preset, lists as a whole, and `null` takes something of the preset away.
 */
import { readdirSync, readFileSync } from "node:fs";
import { resolve } from "node:path";
import { parse } from "yaml";
import { finding, type Finding } from "./problem";

/** The presets lie where the program is started, as the policy itself does. */
const folder = () => resolve("lib/sources/presets");

type Tree = { [key: string]: unknown };
const isTree = (value: unknown): value is Tree => value !== null && typeof value === "object" && !Array.isArray(value);

/** The names of all presets. */
export const presetNames = (): string[] =>
  readdirSync(folder())
    .flatMap((file) => (file.endsWith(".yaml") ? [file.slice(0, -".yaml".length)] : []))
    .toSorted();

/** The value of a policy file with its presets filled in, and where one is named that does not exist. */
export function withPresets(value: unknown): { value: unknown; findings: Finding[] } {
  if (!isTree(value) || !isTree(value.sources)) return { value, findings: [] };
  const findings: Finding[] = [];
  const sources = Object.entries(value.sources).map(([id, source]): [string, unknown] => {
    if (!isTree(source) || source.kind !== "http" || typeof source.preset !== "string") return [id, source];
    const { preset } = source;
    if (presetNames().includes(preset)) return [id, joined(readPreset(preset), source)];
    const known = presetNames().join(", ");
    findings.push(finding(["sources", id, "preset"], `There is no preset “${preset}”: write one of ${known}.`));
    return [id, source];
  });
  return { value: { ...value, sources: Object.fromEntries(sources) }, findings };
}

const readPreset = (name: string): unknown => parse(readFileSync(resolve(folder(), `${name}.yaml`), "utf8"));

/** Maps are joined key by key; of anything else the policy's own stands. */
function joined(preset: unknown, own: unknown): unknown {
  if (!isTree(preset) || !isTree(own)) return own;
  // Two ways of showing who one is are not mixed.
  if (typeof preset.type === "string" && typeof own.type === "string" && preset.type !== own.type) return own;
  const keys = [...new Set([...Object.keys(preset), ...Object.keys(own)])];
  return Object.fromEntries(
    keys
      .map((key): [string, unknown] => [key, Object.hasOwn(own, key) ? joined(preset[key], own[key]) : preset[key]])
      .filter(([, value]) => value !== null),
  );
}
