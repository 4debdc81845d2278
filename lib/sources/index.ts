/** The sources of a policy, each made by its kind. */
import type { Policy } from "../policy/schema";
import { httpSource } from "./http";
import { filesSource } from "./files";
import { mailboxSource } from "./mailbox";
import { manualSource } from "./manual";
import { opendsrSource } from "./opendsr";
import { postgresSource, type PostgresOptions } from "./postgres";
import type { Source, SourceKind, SourceTools } from "./source";
import { unopenedSource } from "./unopened";
import { zendeskSource } from "./zendesk";

/** What each source is given, by its id; `applicationName` is how a database sees the portal. */
export type Opening = { tools(source: string): SourceTools; applicationName?: PostgresOptions["applicationName"] };

/**
 * Opens the sources in the order in which they are asked: databases before other systems, because what a database learns
 * about the person finds them elsewhere, and systems reached by hand last. One that cannot be
 * opened says what is missing when it is tested, and answers nothing.
 */
export function openSources(policy: Policy, opening: Opening): Source[] {
  const sources = Object.entries(policy.sources).map(([id, source]): Source => {
    try {
      return openSource(policy, id, source, opening);
    } catch (error) {
      return unopenedSource(id, source.kind, error instanceof Error ? error.message : `${id} cannot be opened`);
    }
  });
  return sources.toSorted((one, other) => turn(one.kind) - turn(other.kind));
}

type Mapped = Policy["sources"][string];

/** Throws a sentence when the environment lacks what the source needs. */
function openSource(policy: Policy, id: string, source: Mapped, { tools, ...options }: Opening): Source {
  const given = tools(id);
  const { now, secret } = given;
  switch (source.kind) {
    case "manual":
      return manualSource(id, source);
    case "http":
      return httpSource(id, source, { tools: tools(id), zone: policy.zone, categories: policy.categories });
    case "files": {
      const folder = secret(source.folder);
      if (!folder) throw new Error(`${source.folder} is missing: it says where the files of the source ${id} are`);
      return filesSource(id, source, { folder, policy, now });
    }
    case "opendsr":
      return opendsrSource(id, source, tools(id));
    case "postgres": {
      const url = secret(source.connection);
      if (!url) throw new Error(`${source.connection} is missing: it says how to reach the source ${id}`);
      return postgresSource(id, source, {
        url,
        zone: policy.zone,
        categories: policy.categories,
        now,
        secret,
        ...options,
      });
    }
    case "zendesk":
      return zendeskSource(id, source, { tools: given, zone: policy.zone, categories: policy.categories });
    case "mailbox": {
      const [host, port, user, password] = (["host", "port", "user", "password"] as const).map((name) => {
        const value = secret(source.server[name]);
        if (!value) throw new Error(`${source.server[name]} is missing: it is the ${name} of the source ${id}`);
        return value;
      }) as [string, string, string, string];
      return mailboxSource(id, source, { server: { host, port: Number(port), user, password }, policy });
    }
    default:
      return source satisfies never;
  }
}

const turn = (kind: SourceKind): number => (kind === "postgres" ? 0 : kind === "manual" ? 2 : 1);
