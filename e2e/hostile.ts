/**
 * What people, programs and attackers put into a field, each string with what it is there for. Strings of the group "markup" must
 * never come back as they are.
 */
import { hostileTexts } from "./hostile-texts";
import { hostileWords } from "./hostile-words";

type Group = { purpose: string; strings: readonly string[] };

export const hostile = { ...hostileTexts, ...hostileWords } satisfies Record<string, Group>;

/** All of them, in a fixed order. */
export const hostileStrings: readonly string[] = Object.values<Group>(hostile).flatMap(({ strings }) => strings);
