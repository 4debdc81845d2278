/**
 * A stand-in of Hotjar's REST API. One endpoint has two effects: `user-lookup` looks up with `delete_all_hits: false` and
 * deletes at once with `true` (help.hotjar.com 36820005914001; endpoint and fields as third parties' copies of its
 * specification have them). Neither says what was found: the report is made in Hotjar's own pages. The body of the
 * answer is not confirmed, nor are the texts of the errors.
 */
import { digits, json, routed, type Route } from "./asked";
import { tokensFor, type Client } from "./client-credentials";
import type { Answered, Asked, Known, StandIn } from "./stand-in";

export type Visitor = {
  site_id: string;
  /** The shop's own number of the person, sent as a user attribute. */
  user_id: string;
  /** Known only of those who gave it in a survey and agreed to be contacted. */
  survey_email: string | null;
  recordings: number;
};
type State = { visitors: Visitor[] };

export const organization = "4711";
export const site = "1234567";
const tokenLives = 3600;
const perMinute = 3000;

export type HotjarOptions = Client & {
  /** User lookup comes with the plans Ask Scale and Observe Scale only. */
  plan?: "scale" | "business";
};

/** The stand-in. It knows everybody of whom the shop wrote down a number of Hotjar's. */
export function hotjar({ plan = "scale", ...client }: HotjarOptions): StandIn {
  let state: State = { visitors: [] };
  let minute = { starts: 0, calls: 0 };
  const tokens = tokensFor(client, tokenLives, ["user_lookup"]);

  function lookUp(asked: Asked): Answered {
    if (plan !== "scale") return refused(403, "forbidden", "Your plan does not include this endpoint.");
    const body = json(asked);
    if (!body) return refused(400, "bad_request", "The body is not valid JSON.");
    const email = body.data_subject_email;
    const ids = body.data_subject_site_id_to_user_id_map ?? {};
    const remove = body.delete_all_hits;
    if (typeof remove !== "boolean") return refused(400, "bad_request", "delete_all_hits must be a boolean.");
    const named = typeof ids === "object" ? Object.entries(ids as Record<string, unknown>) : [];
    if (typeof email !== "string" && named.length === 0)
      return refused(400, "bad_request", "data_subject_email or data_subject_site_id_to_user_id_map is required.");
    const isHit = ({ survey_email, site_id, user_id }: Visitor) =>
      (typeof email === "string" && survey_email?.toLowerCase() === email.toLowerCase()) ||
      named.some(([siteId, userId]) => siteId === site_id && userId === user_id);
    if (remove) state.visitors = state.visitors.filter((visitor) => !isHit(visitor));
    const message = remove
      ? "All hits of the data subject are deleted."
      : "The report of the data subject is prepared.";
    return { status: 200, body: { status: "ok", message } };
  }

  const routes: Route[] = [
    { method: "POST", path: /^\/v1\/oauth\/token$/, answer: (_, asked, now) => tokens.issue(asked, now) },
    {
      method: "POST",
      path: /^\/v1\/organizations\/([^/]+)\/user-lookup$/,
      answer([id], asked, now) {
        if (!tokens.scopes(asked, now)) return refused(401, "unauthorized", "The access token is missing or expired.");
        return id === organization ? lookUp(asked) : refused(404, "not_found", "There is no such organization.");
      },
    },
  ];

  return {
    name: "hotjar",
    label: "Hotjar",
    async answer(asked, now) {
      if (Math.abs(now.getTime() - minute.starts) >= 60_000) minute = { starts: now.getTime(), calls: 0 };
      if (++minute.calls > perMinute) return refused(429, "too_many_requests", "Rate limit exceeded.");
      const answered = await routed(routes, asked, now);
      if (answered === "no-path") return refused(404, "not_found", "There is no such endpoint.");
      return answered === "no-method" ? refused(405, "method_not_allowed", "Use POST.") : answered;
    },
    fill: (people) => void (state = { visitors: people.flatMap(visitorsOf) }),
    state: () => state,
    restore: (kept) => void (state = kept as State),
  };
}

function visitorsOf({ ids, email }: Known): Visitor[] {
  return (ids.hotjar ?? []).map((user_id) => ({
    site_id: site,
    user_id,
    survey_email: Number.parseInt(digits(email, 4), 16) % 3 === 0 ? email : null,
    recordings: 1 + (Number.parseInt(digits(user_id, 4), 16) % 9),
  }));
}

const refused = (status: number, error: string, message: string): Answered => ({ status, body: { error, message } });
