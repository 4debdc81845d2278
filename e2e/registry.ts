/** What other systems ask the portal before they use somebody's data, as the shop's marketing asks it. */
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { marketingExport } from "../demo/shop/marketing-export";
import { DEMO_DATA, shopUrl } from "./demo-database";

const { PORTAL_URL = "http://localhost:3000" } = process.env;
const registryUrl = `${PORTAL_URL}/api/v1/uses/check`;

async function token(): Promise<string> {
  const secrets = JSON.parse(await readFile(join(DEMO_DATA, "secrets.json"), "utf8")) as { registryToken: string };
  return secrets.registryToken;
}

/** The addresses that a mailing of this moment goes to. */
export async function mailing(): Promise<string[]> {
  return marketingExport({ shopUrl: await shopUrl(), registryUrl, token: await token() });
}

/** Whether a use of an account's data goes on. */
export async function mayUse(question: { account: string; purpose: string; category?: string }): Promise<boolean> {
  const response = await fetch(registryUrl, {
    method: "POST",
    headers: { Authorization: `Bearer ${await token()}`, "Content-Type": "application/json" },
    body: JSON.stringify({ questions: [question] }),
  });
  const { answers } = (await response.json()) as { answers: { allowed: boolean }[] };
  const [answer] = answers;
  if (!answer) throw new Error(`the registry answered ${response.status}`);
  return answer.allowed;
}

export const aSecond = () => new Promise((done) => setTimeout(done, 1_000));

/** The two header fields by which a press in the mail program ends the newsletter of an address (RFC 8058). */
export async function unsubscribeHeaders(email: string, language: "en" | "de"): Promise<Record<string, string>> {
  const response = await fetch(`${PORTAL_URL}/api/v1/unsubscribe-links`, {
    method: "POST",
    headers: { Authorization: `Bearer ${await token()}`, "Content-Type": "application/json" },
    body: JSON.stringify({ purpose: "newsletter", language, emails: [email] }),
  });
  const { links } = (await response.json()) as { links: Record<string, string>[] };
  const [pair] = links;
  if (!pair) throw new Error(`the portal made no headers: ${response.status}`);
  return pair;
}
