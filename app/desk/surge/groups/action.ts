"use server";
import { redirect } from "next/navigation";
import * as z from "zod";
import { hash, reference } from "../../../../lib/gdpr/facts";
import { problem, secureAction } from "../../../../lib/sign-in/secure-action";
import { approveGroup, giveGroupOpinion, giveUpGroup, openSampled } from "../../../../lib/steps/surge/approve-group";
import { drawGroup, groupStages } from "../../../../lib/steps/surge/draw";
import { notFoundOr } from "../../_parts/refused";

const drawing = z.object({ shape: hash, stage: z.enum(groupStages) });

/** Draws a sample of a group, or leads to the one that this person has open. */
export const drawGroupAction = secureAction("draw-group", drawing, async (who, input) => {
  const drawn = await drawGroup(who, input);
  if (!drawn.ok) return problem(`desk.plan-groups.problems.${notFoundOr(drawn.reason)}`);
  redirect(`/desk/surge/groups/${drawn.value.group}`);
});

/** Records a look at one plan of the sample and shows it. */
export const openSampledAction = secureAction(
  "open-sampled",
  z.object({ group: z.uuid(), reference }),
  async (who, input) => {
    const opened = await openSampled(who, input.group, input.reference);
    if (!opened.ok) return problem(`desk.plan-groups.problems.${notFoundOr(opened.reason)}`);
    redirect(`/desk/surge/groups/${input.group}?plan=${input.reference}`);
  },
);

const form = z.object({ group: z.uuid() });

/** Approves each request of the group whose plan is still the one that was drawn. */
export const approveGroupAction = secureAction("approve-group", form, async (who, { group }) => {
  const approved = await approveGroup(who, group);
  if (!approved.ok) return problem(`desk.plan-groups.problems.${notFoundOr(approved.reason)}`);
  redirect(`/desk/surge/groups/${group}`);
});

const opining = form.extend({
  opinion: z.enum(["agrees", "objects"], "desk.opinion.problems.choose"),
  text: z.string().trim().min(1, "desk.opinion.problems.text").max(10_000),
});

/** The officer's opinion about each request of the group whose plan is still the one that was drawn. */
export const groupOpinionAction = secureAction("group-opinion", opining, async (who, { group, ...said }) => {
  const given = await giveGroupOpinion(who, group, said);
  if (!given.ok) return problem(`desk.plan-groups.problems.${notFoundOr(given.reason)}`);
  redirect(`/desk/surge/groups/${group}`);
});

/** Puts the group back: its requests wait as before. */
export const giveUpGroupAction = secureAction("give-up-group", form, async (who, { group }) => {
  const given = await giveUpGroup(who, group);
  if (!given.ok) return problem(`desk.plan-groups.problems.${notFoundOr(given.reason)}`);
  redirect("/desk/surge/groups");
});
