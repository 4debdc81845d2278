import { getTranslations } from "next-intl/server";
import { Note } from "../../_components/note";

type Verdict = {
  ok: boolean;
  /** A request's whole evidence, the proof that a person was given, or many requests' evidence; left out for a chain. */
  kind?: "bundle" | "proof" | "collection";
  /** How many bundles a collection holds. */
  bundles?: number;
  events: number;
  problems: number;
  head?: string | null;
  demo: boolean | null;
  /** Which events the log's checkpoint covers; left out where a chain is shown and no bundle. */
  sealed?: { events: number; origin: string; size: number } | null;
  /** Whether the bundle is signed; left out for a chain. By whom says only a key, which nobody hands in here. */
  signature?: string;
  /** Which events name the copy that was handed in; null when the chain cannot say it. */
  copy?: { packed: number | null; delivered: number | null } | null;
  withCopy?: boolean;
};

const sentences = { bundle: "verifies", proof: "verifies-proof", collection: "verifies-collection" } as const;

/** What the verifier says, in a sentence. */
export async function VerdictNote({
  ok,
  events,
  problems,
  head,
  demo,
  sealed,
  signature,
  copy,
  withCopy,
  kind = "bundle",
  bundles = 0,
}: Verdict) {
  const t = await getTranslations("evidence.verdict");
  return (
    <Note tone={ok ? "done" : "gone"}>
      <p className="wrap-anywhere">
        <strong>{ok ? t(sentences[kind], { events, bundles }) : t("fails", { problems })}</strong>{" "}
        {head && <span className="mono">{t("head", { head })}</span>}
      </p>
      {sealed && (
        <p className="wrap-anywhere">
          {t("log", { covered: sealed.events, events, origin: sealed.origin, size: sealed.size })}
        </p>
      )}
      {sealed === null && ok && <p>{t("log-none")}</p>}
      {signature && ok && kind !== "proof" && <p>{t(signature === "none" ? "signature-none" : "signature-there")}</p>}
      {withCopy && kind !== "collection" && (
        <p>
          {copy?.delivered
            ? t("copy-delivered", { line: copy.delivered })
            : copy?.packed
              ? t("copy-packed", { line: copy.packed })
              : t(copy ? "copy-other" : "copy-unclear")}
        </p>
      )}
      {demo && <p>{t("demo")}</p>}
    </Note>
  );
}
