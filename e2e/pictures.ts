/**
 * Pictures for README and docs, taken where a story looks at the page anyway: the file in docs/pictures, the look that it
 * is, and the words in the story that take it. Whoever shows another page in docs adds a line here.
 */
import { mkdir, stat } from "node:fs/promises";
import { join, resolve } from "node:path";
import type { Page } from "@playwright/test";

export const picturesFolder = resolve(import.meta.dirname, "../docs/pictures");

type Taken = {
  /** The whole name of the look. */
  look: string;
  /** Where it is taken, as it stands there. */
  story: string;
  says: string;
};

const desk = (page: string): Taken => ({
  look: `desk-${page.replace(/\W/g, "-")}-en-wide`,
  story: "desk-pages.spec.ts",
  says: `"/${page}":`,
});
const both = (name: string, reader: string): Taken => ({
  look: `customer-${name}-${reader}`,
  story: "customer-asks.spec.ts",
  says: `picture("${name}")`,
});
const right = (story: string, name: string, reader: string): Taken => ({
  look: `right-${story}-${name}-${reader}`,
  story: `right-${story}.spec.ts`,
  says: `way.look("${name}")`,
});
const front = (name: string, reader: string): Taken => ({
  look: `front-${name}-${reader}`,
  story: "front.spec.ts",
  says: "`front-${name}-",
});
/** The pages of customers, for one reader. */
const customer = (reader: "en-wide" | "de-narrow"): Record<string, Taken> => ({
  [`front-${reader}.png`]: front("home", reader),
  [`sign-in-${reader}.png`]: front("sign-in", reader),
  [`lookup-${reader}.png`]: front("lookup", reader),
  [`privacy-${reader}.png`]: front("privacy", reader),
  [`send-${reader}.png`]: right("send", "named", reader),
  [`contract-${reader}.png`]: {
    look: `right-contract-form-${reader}`,
    story: "right-other.spec.ts",
    says: 'way.look("form")',
  },
  [`overview-${reader}.png`]: both("overview", reader),
  [`data-${reader}.png`]: both("data", reader),
  [`preview-${reader}.png`]: both("preview", reader),
  [`done-${reader}.png`]: both("done", reader),
  [`request-${reader}.png`]: both("request", reader),
  [`correct-${reader}.png`]: right("correct", "form", reader),
  [`consents-${reader}.png`]: right("consent", "given", reader),
  [`take-${reader}.png`]: right("take", "ready", reader),
  [`pause-${reader}.png`]: right("pause", "form", reader),
  [`objection-${reader}.png`]: right("weigh", "form", reader),
  [`decision-${reader}.png`]: right("decision", "form", reader),
  [`letter-${reader}.png`]: right("weigh", "letter", reader),
  [`other-${reader}.png`]: right("other", "form", reader),
  [`settings-${reader}.png`]: {
    look: `settings-overview-${reader}`,
    story: "settings.spec.ts",
    says: 'see("overview")',
  },
  [`complaint-${reader}.png`]: {
    look: `complaint-bavaria-${reader}`,
    story: "complaint.spec.ts",
    says: 'shot("bavaria")',
  },
});

/** Each picture by its file. */
export const pictures: Readonly<Record<string, Taken>> = {
  ...customer("en-wide"),
  ...customer("de-narrow"),
  "erased.png": {
    look: "erased-en-wide",
    story: "time-passes-erasure.spec.ts",
    says: "`erased-${language}-wide`",
  },
  "copy.png": { look: "copy-opened-en", story: "time-passes-copy.spec.ts", says: '"copy-opened-en"' },
  "copy-records.png": { look: "copy-records-en", story: "copy-opened.spec.ts", says: '"copy-records-en"' },
  "desk.png": desk("desk"),
  "desk-request.png": {
    look: "desk-request-to-approve",
    story: "desk-erasure.spec.ts",
    says: 'look(rui, "request-to-approve")',
  },
  "desk-approve.png": { look: "desk-approve", story: "desk-erasure.spec.ts", says: 'look(rui, "approve")' },
  "desk-letter.png": {
    look: "desk-letter-ahead-en-wide",
    story: "letters.spec.ts",
    says: 'lookTwice(dora, "letter-ahead")',
  },
  "desk-intake.png": desk("desk/intake"),
  "desk-tax-years.png": desk("desk/tax-years"),
  "desk-files.png": desk("desk/files"),
  "desk-surge.png": desk("desk/surge"),
  "desk-calendar.png": desk("desk/calendar"),
  "desk-authority.png": desk("desk/reports/authority"),
  "desk-duties.png": desk("desk/duties"),
  "desk-sweeps.png": desk("desk/sweeps"),
  "desk-tasks.png": desk("desk/tasks"),
  "desk-holds.png": desk("desk/holds"),
  "desk-matters.png": desk("desk/matters"),
  "desk-policy.png": desk("desk/policy"),
  "desk-reports.png": desk("desk/reports"),
  "desk-record.png": desk("desk/reports/record"),
  "evidence.png": desk("evidence"),
  "evidence-verify.png": desk("evidence/verify"),
  "evidence-exports.png": desk("evidence/exports"),
};

/** Where a page is long its beginning tells what it is. */
const height = 900;

/** Writes the picture of a look that README or docs show: its beginning, with few colours, so that it stays small. */
export async function pictureForDocs(page: Page, look: string): Promise<void> {
  const file = Object.keys(pictures).find((name) => pictures[name]?.look === look);
  if (file === undefined) return;
  // Only who takes pictures needs it, and it does not exist for every machine.
  const { default: sharp } = await import("sharp");
  await mkdir(picturesFolder, { recursive: true });
  const whole = sharp(await page.screenshot({ fullPage: true }));
  const size = await whole.metadata();
  await whole
    .extract({ left: 0, top: 0, width: size.width, height: Math.min(size.height, height) })
    .png({ palette: true, colours: 128, dither: 0, effort: 10 })
    .toFile(join(picturesFolder, file));
}

/** Files of the list that no story has taken since then (in milliseconds): their look is not there any more. */
export async function notTakenSince(time: number): Promise<string[]> {
  const taken = await Promise.all(
    Object.keys(pictures).map(async (file) => {
      const found = await stat(join(picturesFolder, file)).catch(() => null);
      return found !== null && found.mtimeMs >= time ? [] : [file];
    }),
  );
  return taken.flat();
}
