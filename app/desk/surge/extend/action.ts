"use server";
import { redirect } from "next/navigation";
import * as z from "zod";
import type { Actor } from "../../../../lib/actor";
import { wholeView } from "../../../../lib/queries/desk/queue";
import { problem, secureAction } from "../../../../lib/sign-in/secure-action";
import { extendAll } from "../../../../lib/steps/surge/extend-all";
import { notFoundOr } from "../../_parts/refused";
import { chosenIn, type Chosen, type Query } from "./among";

const facts = z.string().trim().min(20, "desk.surge-extend.problems.facts").max(10_000);
const form = z.object({
  /** Drawn by the page: sent twice it is one order. */
  id: z.uuid(),
  /** The query of the page: which requests it showed. */
  from: z.string().max(4_000),
  en: facts,
  de: facts,
});

/** Orders a notice for each of the requests that the page showed. */
export const extendAllAction = secureAction("extend-all", form, async (who, { id, from, en, de }) => {
  const requests = await referencesOf(who, chosenIn(queryIn(from)));
  const ordered = await extendAll(who, { id, facts: { en, de }, requests });
  if (!ordered.ok) return problem(`desk.surge-extend.problems.${notFoundOr(ordered.reason)}`);
  redirect(`/desk/surge/extensions/${ordered.value.extension}`);
});

/** A name that stands in it once is a text, otherwise a list, as in the address of a page. */
function queryIn(from: string): Query {
  const given = new URLSearchParams(from);
  return Object.fromEntries(
    [...new Set(given.keys())].map((name) => {
      const all = given.getAll(name);
      return [name, all.length === 1 ? all[0] : all];
    }),
  );
}

async function referencesOf(who: Actor, chosen: Chosen): Promise<string[]> {
  if ("ticked" in chosen) return chosen.ticked;
  const all: string[] = [];
  for await (const lines of wholeView(who, chosen.view)) all.push(...lines.map(({ reference }) => reference));
  return all;
}
