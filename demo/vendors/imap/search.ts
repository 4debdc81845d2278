/** UID SEARCH, RFC 9051 section 6.4.4: addresses are found by a part of them, as real servers do it. */
import type { Party } from "./mime";
import type { Folder, Kept } from "./store";
import { inSet, type Token } from "./tokens";

/** The messages that fit all keys; null for a key that is not known. */
export function searched({ messages }: Folder, keys: readonly Token[]): Kept[] | null {
  const test = all([...keys]);
  return test && messages.filter(test);
}

type Test = (message: Kept) => boolean;

function all(keys: Token[]): Test | null {
  const tests: Test[] = [];
  while (keys.length > 0) {
    const test = next(keys);
    if (!test) return null;
    tests.push(test);
  }
  return (message) => tests.every((test) => test(message));
}

function next(keys: Token[]): Test | null {
  const key = keys.shift();
  if (key === undefined) return null;
  if (Array.isArray(key)) return all([...key]);
  const text = () => String(keys.shift() ?? "").toLowerCase();
  const has = (parties: readonly Party[], wanted: string) =>
    parties.some(({ name = "", email }) => `${name} <${email}>`.toLowerCase().includes(wanted));
  const day = (at: string) => Date.parse(at.slice(0, 10));
  switch (key.toUpperCase()) {
    case "ALL":
      return () => true;
    case "OR": {
      const [one, other] = [next(keys), next(keys)];
      return one && other && ((message) => one(message) || other(message));
    }
    case "NOT": {
      const test = next(keys);
      return test && ((message) => !test(message));
    }
    case "FROM": {
      const wanted = text();
      return ({ mail }) => has([mail.from], wanted);
    }
    case "TO": {
      const wanted = text();
      return ({ mail }) => has(mail.to, wanted);
    }
    case "CC": {
      const wanted = text();
      return ({ mail }) => has(mail.cc ?? [], wanted);
    }
    case "BCC":
      text();
      return () => false;
    case "BEFORE": {
      const before = Date.parse(`${text()} UTC`);
      return ({ mail }) => day(mail.at) < before;
    }
    case "SINCE": {
      const since = Date.parse(`${text()} UTC`);
      return ({ mail }) => day(mail.at) >= since;
    }
    case "UID": {
      const set = text();
      return ({ uid }) => inSet(set, uid, uid);
    }
    default:
      return null;
  }
}
