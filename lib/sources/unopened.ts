/**
 * A source that cannot be opened, because the environment lacks what the policy names. It says what is missing when it is
 * tested; whatever else is wanted of it waits, as with a system that does not answer. The others work meanwhile.
 */
import { SourceUnreachable, type Source, type SourceKind } from "./source";

/** `why` is a sentence that names the variable. */
export function unopenedSource(id: string, kind: SourceKind, why: string): Source {
  const refused = (): never => {
    throw new SourceUnreachable(id, new Error(why), "refused-credentials");
  };
  const nothing = { [Symbol.asyncIterator]: refused };
  return {
    id,
    kind,
    probe: async () => [`${why.replace(/\.$/, "")}.`],
    locate: async () => refused(),
    own: async () => refused(),
    list: () => nothing,
    read: () => nothing,
    write: async () => refused(),
    changed: async () => refused(),
    left: async () => refused(),
    partOf: (group) => group.category,
    close: async () => undefined,
  };
}
