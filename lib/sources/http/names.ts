/** Art. 17(3)(e): which records of other systems the records of a list name, for a hold that lies on one of those. */
import type { Names } from "../../gdpr/hangs-on";
import type { Collection } from "../../policy/kinds/http";
import type { Item } from "../source";
import type { System } from "./found";
import { textOf, valueAt } from "./json";
import { partById } from "./locate";
import { look } from "./look";

export const hasNames = ({ names }: Collection): boolean => Object.keys(names).length > 0;

/** What each item names, as it is now; one that names nothing, or cannot be read, gives an empty value. What is gone names nothing and is left out. */
export async function namesOf(system: System, items: readonly Item[]): Promise<Names[]> {
  const found: Names[] = [];
  for (const item of items) {
    const part = partById(system, item.part);
    const { names, read } = part.collection;
    if (!read || !hasNames(part.collection)) {
      found.push({});
      continue;
    }
    const record = await look(system, part, item);
    if (!record) continue;
    const named = Object.entries(names).flatMap(([kind, path]): [string, string[]][] => {
      const value = textOf(valueAt(record, path));
      return value === null || value === "" ? [] : [[kind, [value]]];
    });
    found.push(Object.fromEntries(named));
  }
  return found;
}
