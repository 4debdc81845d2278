import { getLocale } from "next-intl/server";
import { calm } from "../../lib/sign-in/form-state";
import { optionalActor } from "../../lib/sign-in/actor";
import { leftIn } from "../../lib/sign-in/left-in";
import { markOf, openedByField } from "../../lib/sign-in/opened-by";
import { Hidden } from "./hidden";
import { SendingForm, type Form } from "./sending-form";

/**
 * A form that sends a Server Action and shows what it answers, with and without JavaScript. Fields inside read their
 * problems and what was typed from it; put an `ErrorSummary` first. It knows to whom it was shown. `keeps`: what was typed into it when a session had run out stands
 * in it again; for forms with something to type, once a page.
 */
export async function ActionForm({ keeps = false, ...form }: Form & { keeps?: boolean }) {
  const language = await getLocale();
  const who = await optionalActor();
  return (
    <SendingForm {...form} first={keeps ? await leftIn(form.action) : calm} language={language}>
      {who && <Hidden values={{ [openedByField]: markOf(who) }} />}
      {form.children}
    </SendingForm>
  );
}
