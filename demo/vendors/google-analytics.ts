/**
 * A stand-in of Google's User Deletion API for Analytics (developers.google.com/analytics/devguides/config/userdeletion/v3):
 * `userDeletionRequests:upsert`, one number a call. There is no job and no status: a person is gone from the reports within
 * 72 hours. Quotas as documented: 500 calls a day for the project and for the property, 1.5 a second for a property;
 * throttling comes as 403 with a reason. The token endpoint takes a refresh token, or client credentials where Google would
 * want a service account's signed assertion; the day of the quota is the day in UTC, where Google's is California's.
 */
import { digits, json, routed, type Route } from "./asked";
import { tokensFor, type Client } from "./client-credentials";
import type { Answered, Asked, Known, StandIn } from "./stand-in";

export type User = { property_id: string; user_id: string; client_id: string; events: number; gone_by: string | null };
export type DeletionRequest = { property_id: string; type: string; id: string; deletion_request_time: string };
type State = { users: User[]; deletion_requests: DeletionRequest[] };

export const property = "314159265";
export const deletionScope = "https://www.googleapis.com/auth/analytics.user.deletion";
const readScope = "https://www.googleapis.com/auth/analytics.readonly";
const tokenLives = 3599;
const perDay = 500;
const perTwoSeconds = 3;
const reportsFollowWithin = 72 * 3_600_000;
const types = ["USER_ID", "CLIENT_ID", "APP_INSTANCE_ID"];

/** The stand-in. It knows everybody of whom the shop wrote down a number of Google's, which is their User-ID there. */
export function googleAnalytics(client: Client): StandIn {
  let state: State = { users: [], deletion_requests: [] };
  let calls: number[] = [];
  const tokens = tokensFor(client, tokenLives, [deletionScope, readScope]);

  /** Why a call at this instant is over a quota, or null. */
  function overQuota(now: Date): Answered | null {
    const at = now.getTime();
    const day = now.toISOString().slice(0, 10);
    calls = calls.filter((call) => new Date(call).toISOString().slice(0, 10) === day);
    if (calls.length >= perDay) return refused(403, "dailyLimitExceeded", "Daily Limit Exceeded", "usageLimits");
    if (calls.filter((call) => Math.abs(at - call) < 2000).length >= perTwoSeconds)
      return refused(403, "rateLimitExceeded", "Rate Limit Exceeded", "usageLimits");
    calls.push(at);
    return null;
  }

  function upsert(asked: Asked, now: Date): Answered {
    const scopes = tokens.scopes(asked, now);
    if (!scopes) return refused(401, "invalidCredentials", "Invalid Credentials");
    if (!scopes.includes(deletionScope))
      return refused(403, "insufficientPermissions", "Request had insufficient authentication scopes.");
    const over = overQuota(now);
    if (over) return over;
    const body = json(asked);
    const named = body?.id as { type?: unknown; userId?: unknown } | undefined;
    const [type, id] = [named?.type, named?.userId];
    if (typeof type !== "string" || !types.includes(type)) return refused(400, "invalidParameter", "Invalid id.type.");
    if (typeof id !== "string" || id === "") return refused(400, "required", "Required parameter: id.userId");
    const propertyId = body?.propertyId;
    if (type !== "APP_INSTANCE_ID" && typeof propertyId !== "string")
      return refused(400, "required", "Required parameter: propertyId");
    if (type !== "APP_INSTANCE_ID" && propertyId !== property)
      return refused(403, "insufficientPermissions", "User does not have sufficient permissions for this property.");
    return order(String(propertyId ?? ""), type, id, now);
  }

  /** Data up to this instant goes. Asking again moves the instant on. */
  function order(property_id: string, type: string, id: string, now: Date): Answered {
    const time = now.toISOString();
    const earlier = state.deletion_requests.find((one) => one.type === type && one.id === id);
    if (earlier) earlier.deletion_request_time = time;
    else state.deletion_requests.push({ property_id, type, id, deletion_request_time: time });
    for (const user of state.users)
      if (id === (type === "USER_ID" ? user.user_id : user.client_id) && user.property_id === property_id)
        user.gone_by ??= new Date(now.getTime() + reportsFollowWithin).toISOString();
    const kind = "analytics#userDeletionRequest";
    return {
      status: 200,
      body: { kind, id: { type, userId: id }, propertyId: property_id, deletionRequestTime: time },
    };
  }

  const routes: Route[] = [
    { method: "POST", path: /^\/token$/, answer: (_, asked, now) => tokens.issue(asked, now) },
    {
      method: "POST",
      path: /^\/analytics\/v3\/userDeletion\/userDeletionRequests:upsert$/,
      answer: (_, asked, now) => upsert(asked, now),
    },
  ];

  return {
    name: "google-analytics",
    label: "Google Analytics",
    async answer(asked, now) {
      const answered = await routed(routes, asked, now);
      return typeof answered === "string" ? refused(404, "notFound", "Not Found") : answered;
    },
    fill: (people) => void (state = { users: people.flatMap(usersOf), deletion_requests: [] }),
    state: () => state,
    restore: (kept) => void (state = kept as State),
    pass(now) {
      state.users = state.users.filter(({ gone_by }) => gone_by === null || Date.parse(gone_by) > now.getTime());
    },
  };
}

function usersOf({ ids }: Known): User[] {
  return (ids.google ?? []).map((user_id) => {
    const mark = Number.parseInt(digits(user_id, 8), 16);
    const client_id = `${mark}.17${String(mark).padStart(8, "0").slice(0, 8)}`;
    return { property_id: property, user_id, client_id, events: 1 + (mark % 400), gone_by: null };
  });
}

/** Google's error body, version 1. */
function refused(code: number, reason: string, message: string, domain = "global"): Answered {
  return { status: code, body: { error: { code, message, errors: [{ domain, reason, message }] } } };
}
