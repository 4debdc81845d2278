import { Readable } from "node:stream";
import { getTranslations } from "next-intl/server";
import { queueCsv } from "../../../lib/queries/desk/queue-csv";
import { queueView } from "../../../lib/queries/desk/queue-view";
import { noStore, secureRoute } from "../../../lib/sign-in/secure-route";

/** The view of the queue that the address says, all of its pages, as CSV. */
export const GET = secureRoute("GET /api/queue", async (who, request) => {
  const [t, law] = [await getTranslations("desk.queue"), await getTranslations("law")];
  const columns = ["reference", "right", "state", "received", "due", "waits-for", "with"] as const;
  const pieces = queueCsv(who, queueView(Object.fromEntries(new URL(request.url).searchParams)), {
    heads: columns.map((column) => t(column)),
    right: (right) => law(`rights.${right}`),
    state: (state) => law(`states.${state}`),
    waits: (waits) => (waits === "dpo" || waits === "second" ? t(`waits.${waits}`) : law(`waits.${waits}`)),
    roles: (roles) => roles.map((role) => t(`roles.${role}`)).join(", ") || t("roles.former"),
  });
  if (!pieces) return new Response(null, { status: 404, headers: noStore });
  return new Response(Readable.toWeb(Readable.from(pieces)) as ReadableStream, {
    headers: {
      ...noStore,
      "Content-Type": "text/csv; charset=utf-8",
      "Content-Disposition": `attachment; filename="queue.csv"`,
      "X-Content-Type-Options": "nosniff",
    },
  });
});
