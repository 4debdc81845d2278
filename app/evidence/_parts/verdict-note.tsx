import { getTranslations } from "next-intl/server";
import { Note } from "../../_components/note";

type Verdict = {
  ok: boolean;
  /** A request's whole evidence, the proof that a person was given, many requests' evidence, or a copy; left out for a chain. */
  kind?: "bundle" | "proof" | "collection" | "copy";
  /** How many bundles a collection holds. */
  bundles?: number;
  /** How many files a copy holds. */
  files?: number;
  events?: number;
  problems: number;
  head?: string | null;
  demo?: boolean | null;
  /** Which events the log's checkpoint covers; left out where a chain is shown and no bundle. */
  sealed?: { events: number; origin: string; size: number } | null;
  /** Whether the bundle is signed; left out for a chain. By whom says only a key, which nobody hands in here. */
  signature?: string;
  /** Which events name the copy that was handed in; null when the chain cannot say it. */
  copy?: { packed: number | null; delivered: number | null } | null;
  withCopy?: boolean;
};

const sentences = {
  bundle: "verifies",
  proof: "verifies-proof",
  collection: "verifies-collection",
  copy: "verifies-copy",
} as const;
const signatures = {
  bundle: { none: "signature-none", there: "signature-there" },
  collection: { none: "signature-none", there: "signature-there" },
  copy: { none: "copy-signature-none", there: "copy-signature-there" },
} as const;

/** What the verifier says, in a sentence. */
export async function VerdictNote({
  ok,
  events = 0,
  files = 0,
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
        <strong>{ok ? t(sentences[kind], { events, bundles, files }) : t("fails", { problems })}</strong>{" "}
        {head && <span className="mono">{t("head", { head })}</span>}
      </p>
      {sealed && (
        <p className="wrap-anywhere">
          {t("log", { covered: sealed.events, events, origin: sealed.origin, size: sealed.size })}
        </p>
      )}
      {sealed === null && ok && <p>{t("log-none")}</p>}
      {signature && ok && kind !== "proof" && <p>{t(signatures[kind][signature === "none" ? "none" : "there"])}</p>}
      {withCopy && (kind === "bundle" || kind === "proof") && (
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
