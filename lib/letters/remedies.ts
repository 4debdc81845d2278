import type { Block, Remedies } from "./letter";
import type { Say } from "./words";

/** Art. 12(4): complaint and court, in every answer that is not a full yes. */
export function remedies(say: Say, { authority, secondAuthority, complaintUrl }: Remedies): Block[] {
  const values = {
    authority: authority.name,
    complaintUrl,
    url: authority.url,
    second: secondAuthority ? "yes" : "no",
    secondAuthority: secondAuthority?.name ?? "",
    secondUrl: secondAuthority?.url ?? "",
  };
  const page = say("remedies.page", values);
  return [
    { heading: say("remedies.heading") },
    { text: say("remedies.authority", values) },
    // Whoever words the remedies names the page in the same text.
    ...(page === "" ? [] : [{ text: page }]),
    { text: say("remedies.court") },
  ];
}
