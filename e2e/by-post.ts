/**
 * A request that came by post, for a person of the demo: nobody signed in for it, so a reviewer decides who asks. The desk
 * has no form for it, so the steps are called as it would call them. Prints the reference.
 */
import { randomUUID } from "node:crypto";
import { runningDemo } from "../demo/start/running";
import { actor } from "../lib/actor";
import { closeSources } from "../lib/company";
import { closeDb } from "../lib/db";
import { closeBoss } from "../lib/jobs/wake";
import { receive } from "../lib/steps/ask/receive";

const [dataDir = "", person = "", email = "", language = ""] = process.argv.slice(2);
const demo = await runningDemo(dataDir);
if (!demo) throw new Error(`no demo runs on ${dataDir}`);
Object.assign(process.env, demo.env.worker);
const about = { roles: ["subject"] as const, account: null, name: null, session: null, authAge: null, door: null };
const spoken = language === "de" ? "de" : "en";
const who = actor({ person, email, language: spoken, ...about });
const received = await receive(who, { id: randomUUID(), wishes: [{ right: "access" }], language: spoken });
await Promise.all([closeBoss(), closeSources(), closeDb()]);
if (!received.ok) throw new Error(received.reason);
console.log(received.value.requests[0]?.reference);
