import type { AuthorityNamed, Block } from "./letter";
import type { Say } from "./words";

/** Art. 12(4): complaint and court, in every answer that is not a full yes. */
export function remedies(
  say: Say,
  { authority, secondAuthority }: { authority: AuthorityNamed; secondAuthority: AuthorityNamed | null },
): Block[] {
  const values = {
    authority: authority.name,
    url: authority.url,
    second: secondAuthority ? "yes" : "no",
    secondAuthority: secondAuthority?.name ?? "",
    secondUrl: secondAuthority?.url ?? "",
  };
  return [
    { heading: say("remedies.heading") },
    { text: say("remedies.authority", values) },
    { text: say("remedies.court") },
  ];
}
