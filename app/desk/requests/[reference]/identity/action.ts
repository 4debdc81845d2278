"use server";
import { redirect } from "next/navigation";
import * as z from "zod";
import { reference } from "../../../../../lib/gdpr/facts";
import { namesIdDocument } from "../../../../../lib/gdpr/identity-query";
import { problem, secureAction } from "../../../../../lib/sign-in/secure-action";
import { decideIdentity, type Link } from "../../../../../lib/steps/decide/identity";
import { notFoundOr } from "../../../_parts/refused";
import { seeFirst } from "../../../_parts/see-first";

const form = z.object({
  reference,
  decision: z.enum(["identified", "not-identified"], "desk.identity.problems.choose"),
  link: z.enum(["as-signed-in", "account", "address", "nobody"]).optional(),
  account: z.string().trim().max(200),
  email: z.union([z.literal(""), z.email("desk.identity.problems.email")]),
  reason: z.string().trim().min(10, "desk.identity.problems.reason").max(10_000),
  item: z.string().trim().max(10_000),
  see: z.literal("letter").optional(),
});
type Given = z.output<typeof form>;

/** Where a refusal of the step is shown, for those that belong to one field. */
const fields: Partial<Record<string, string>> = {
  "item-missing": "item",
  "id-document": "item",
  "unknown-account": "account",
  "link-missing": "link",
};

/** Records who the person is and whose data it is about, as a reviewer decided it, with the reason. */
export const identityAction = secureAction("decide-identity", form, async (who, given) => {
  const { reference: request, decision, reason, item } = given;
  const identified = decision === "identified";
  if (given.see && identified) return problem("desk.identity.problems.no-letter", "decision");
  if (given.see && item.length < 5) return problem("desk.identity.problems.item-missing", "item");
  if (given.see && namesIdDocument(item)) return problem("desk.identity.problems.id-document", "item");
  if (given.see) return seeFirst(who, request, { kind: "not-identified", typed: { reason, item } });
  if (identified && !given.link) return problem("desk.identity.problems.link-missing", "link");
  if (identified && given.link === "account" && given.account === "")
    return problem("desk.identity.problems.account", "account");
  if (identified && given.link === "address" && given.email === "")
    return problem("desk.identity.problems.email", "email");
  const done = await decideIdentity(who, request, { decision, reason, item, link: linkOf(given) });
  if (!done.ok) {
    const because = notFoundOr(done.reason);
    return problem(`desk.identity.problems.${because}`, fields[because] ?? null);
  }
  redirect(`/desk/requests/${request}`);
});

function linkOf({ link = "as-signed-in", account, email }: Given): Link {
  switch (link) {
    case "account":
      return { to: link, account };
    case "address":
      return { to: link, email };
    case "as-signed-in":
    case "nobody":
      return { to: link };
    default:
      return link satisfies never;
  }
}
