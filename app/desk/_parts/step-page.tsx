import { getTranslations } from "next-intl/server";
import { notFound } from "next/navigation";
import type { ReactNode } from "react";
import type { Actor, Role } from "../../../lib/actor";
import { requireRole } from "../../../lib/sign-in/actor";
import { deskRequest, type DeskRequest } from "../../../lib/queries/desk/request";
import { stepsFor, type StepName } from "../../../lib/queries/desk/next-step";
import { Page } from "../../_components/page";
import { whyWaiting } from "./next-steps";
import { spacedReference } from "./reference";

export type StepParams = { params: Promise<{ reference: string }> };

/** The request of an action's page and whether this person can take that step now. */
export async function forStep(
  { params }: StepParams,
  step: StepName,
  ...roles: Role[]
): Promise<{ who: Actor; request: DeskRequest; open: boolean; why: string | null }> {
  const who = await requireRole(...roles);
  const request = await deskRequest(who, (await params).reference);
  if (!request) notFound();
  const { first, others } = stepsFor(who, request);
  const open = first === step || others.includes(step);
  return { who, request, open, why: open ? null : await whyWaiting(request) };
}

type Frame = {
  request: Pick<DeskRequest, "reference" | "right" | "state">;
  title: string;
  open: boolean;
  /** Why it is not possible now. */
  why?: string | null;
  children: ReactNode;
};

/** The page of one action on one request: the way back, a headline, one form; or why it is not possible. */
export async function StepPage({ request, title, open, why, children }: Frame) {
  const [t, law] = [await getTranslations("desk.step"), await getTranslations("law")];
  const href = `/desk/requests/${request.reference}`;
  return (
    <Page area="desk" current="/desk">
      <p className="meta">
        <a href="/desk">{t("queue")}</a> /{" "}
        <a href={href} className="mono">
          {spacedReference(request.reference)}
        </a>{" "}
        / {law(`rights.${request.right}`)}
      </p>
      <h1>{title}</h1>
      {open ? (
        children
      ) : (
        <>
          <p className="lead">{t("not-now", { state: law(`states.${request.state}`) })}</p>
          {why && <p>{why}</p>}
          <p>
            <a href={href}>{t("back")}</a>
          </p>
        </>
      )}
    </Page>
  );
}
