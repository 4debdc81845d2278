"use server";
import { getLocale } from "next-intl/server";
import { redirect } from "next/navigation";
import * as z from "zod";
import { languageOf } from "../../../../../i18n/language";
import type { CorrectionWay } from "../../../../../lib/gdpr/wish";
import { problem, secureAction } from "../../../../../lib/sign-in/secure-action";
import { correctionOf } from "../../../../../lib/steps/ask/correctable";
import { receive } from "../../../../../lib/steps/ask/receive";
import { refusedAs } from "../../../_parts/refused";

const text = z.string().trim().max(5000);
const form = z.object({
  id: z.uuid(),
  category: z.string().regex(/^[a-z][a-z0-9-]{0,63}$/),
  code: z.string().max(64),
  to: z.record(z.string().regex(/^[a-z][a-z0-9_]{0,63}$/), text).optional(),
  statement: text.optional(),
  words: text.optional(),
  pause: z.array(z.enum(["yes"])).optional(),
});

/** Art. 16: asks for the correction of one record. The values are read again, so what changed meanwhile is seen. */
export const correctAction = secureAction("correct", form, async (who, input) => {
  const { id, category, code, to = {}, statement = "", words = "", pause = [] } = input;
  const correction = await correctionOf(who, { category, code, values: to, statement });
  if (correction === null) return problem("my.correct.problems.gone");
  if (correction === "unanswered") return problem("my.correct.problems.unanswered");
  if (correction === "nothing") return problem("my.correct.problems.nothing");
  if ("unfit" in correction) return problem(`my.correct.problems.unfit-${correction.unfit}`, `to.${correction.column}`);
  const language = languageOf(await getLocale());
  const said = [words, statement].find((one) => one.length > 0) ?? "";
  const wish = { right: "rectification" as const, corrections: [correction], words: said, pause: pause.length > 0 };
  const received = await receive(who, { id, wishes: [wish], language });
  if (!received.ok)
    return refusedAs(received.reason, {
      "change-open": problem("my.correct.problems.change-open"),
      "words-missing": problem("my.correct.problems.words-missing", fieldOf(correction.how)),
    });
  redirect(`/my/requests/${received.value.requests[0]?.reference}/done`);
});

const fieldOf = (how: CorrectionWay): string => (how === "review" ? "words" : "statement");
