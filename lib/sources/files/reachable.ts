/** What the file system refuses, as a source says it: with the code alone, because a message has a path in it. */
import { SourceUnreachable, type Source } from "../source";
import { codeOf, FolderUnreadable } from "./folder";

/** The same source; what the file system refuses is said without a path. */
export function reachable(id: string, source: Source): Source {
  const fault = (error: unknown): never => {
    if (error instanceof FolderUnreadable) throw new SourceUnreachable(id, new Error(error.code));
    const code = codeOf(error);
    if (/^(E[A-Z]+|Z_[A-Z_]+)$/.test(code)) throw new SourceUnreachable(id, new Error(code));
    throw error;
  };
  async function* stream<Value>(values: AsyncIterable<Value>): AsyncGenerator<Value> {
    try {
      yield* values;
    } catch (error) {
      fault(error);
    }
  }
  const { write, due, sweeping } = source;
  return {
    ...source,
    probe: () =>
      source
        .probe()
        .catch(fault)
        .catch((error: unknown) => {
          if (error instanceof SourceUnreachable) return [`The ${error.message}.`];
          throw error;
        }),
    locate: (person, cutoffs) => source.locate(person, cutoffs).catch(fault),
    list: (person, group) => stream(source.list(person, group)),
    read: (person, group, columns) => stream(source.read(person, group, columns)),
    ...(write ? { write: (writing, items, operation) => write(writing, items, operation).catch(fault) } : {}),
    left: (writing, items) => source.left(writing, items).catch(fault),
    ...(sweeping
      ? {
          sweeping: {
            rules: () => sweeping.rules().catch(fault),
            count: (asked) => sweeping.count(asked).catch(fault),
            batch: (asked, intend) => sweeping.batch(asked, intend).catch(fault),
            left: (asked) => sweeping.left(asked).catch(fault),
          },
        }
      : {}),
    ...(due ? { due: (asked) => stream(due(asked)) } : {}),
  };
}
