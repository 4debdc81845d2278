import type { Tone } from "../../_components/chip";
import type { Action, Mode } from "../../../lib/gdpr/plan-value";
import type { State } from "../../../lib/gdpr/request";

/** Colours repeat the word: red goes, amber stays, violet is locked, green is settled, blue asks. */
export const stateTone: Record<State, Tone> = {
  received: "stay",
  identified: "stay",
  planned: "ask",
  approved: "lock",
  fulfilled: "lock",
  delivered: "done",
  refused: "gone",
  cancelled: "gone",
  "not-identified": "gone",
};

export function verdictTone(action: Action, mode: Mode | null): Tone {
  if (mode === "art18") return "lock";
  switch (action) {
    case "erase":
    case "stop":
      return "gone";
    case "restrict":
      return "lock";
    case "keep":
      return "stay";
    case "ask":
      return "ask";
    case "unlink":
    case "truncate":
    case "correct":
    case "export":
      return "done";
    default:
      return action satisfies never;
  }
}
