import { describe, expect, test } from "vitest";
import { heardBy, news, saidOf } from "./heard-by";

const quiet = { right: "erasure", answered: true, stopped: false, holds: 0, wantsLater: false, unconfirmed: 0, untold: 0 } as const; // prettier-ignore
const open = { ...quiet, answered: false };

describe("Art. 12(2): what the time line tells of somebody else's doing comes by mail", () => {
  test.each(news)("%s is not the person's own press, nor said by a letter alone", (fact) => {
    expect(["mail", "if-wanted"]).toContain(heardBy[fact]);
  });

  test.each([
    ["a reviewer found out who asks", "identified", { door: "reviewer" }, open, "identified"],
    ["the sign-in settled it with the receipt", "identified", { door: "oidc" }, open, null],
    ["another contact stopped it", "stopped", {}, open, "stopped"],
    ["another contact stopped the copy of an answer", "stopped", {}, quiet, "stopped"],
    ["it goes on", "stop-settled", { decision: "goes-on" }, open, "goes-on"],
    ["it ended, which has a letter", "stop-settled", { decision: "ends" }, open, null],
    ["the copy of an answer is gone, which has none", "stop-settled", { decision: "ends" }, quiet, "copy-ended"],
    ["a hold", "hold-placed", { kind: "legal" }, { ...open, holds: 1 }, "hold-placed"],
    ["a hold stops no copy", "hold-placed", { kind: "legal" }, { ...open, right: "access", holds: 1 }, null],
    ["a hold on what was answered", "hold-placed", { kind: "legal" }, { ...quiet, holds: 1 }, null],
    ["one hold of two that is gone", "hold-released", {}, { ...open, holds: 1 }, null],
    ["a hold that is gone from what somebody stopped", "hold-released", {}, { ...open, stopped: true }, null],
    ["a hold that is gone", "hold-released", {}, open, "hold-released"],
    ["a hold that is gone, of which the follow-up tells", "hold-released", {}, quiet, null],
    ["a pause that ended", "lifted", {}, quiet, "lifted"],
    ["a pause that ended by the answer itself", "lifted", {}, open, null],
    ["the last confirmation", "removal-confirmed", { held: 0 }, quiet, "removal-confirmed"],
    ["a confirmation that something was kept back", "removal-confirmed", { held: 1 }, quiet, null],
    ["one confirmation of several", "removal-confirmed", { held: 0 }, { ...quiet, unconfirmed: 1 }, null],
    ["a confirmation that the answer tells", "removal-confirmed", { held: 0 }, open, null],
    ["the last recipient", "recipient-told", {}, quiet, "recipients-told"],
    ["the last recipient, in vain", "recipient-not-told", {}, quiet, "recipients-told"],
    ["one recipient of several", "recipient-told", {}, { ...quiet, untold: 2 }, null],
    ["a recipient of whom the answer tells", "recipient-told", {}, open, null],
    ["a request that follows", "follow-up-opened", { followUp: "x" }, quiet, "taken-up"],
    ["what stays for now, to who asked for it", "duty-stopped", {}, { ...quiet, wantsLater: true }, "duty-stopped"],
    ["what stays for now, to who did not", "duty-stopped", {}, quiet, null],
  ] as const)("%s", (_, fact, data, standing, said) => {
    expect(saidOf({ fact, data }, standing)).toBe(said);
  });
});
