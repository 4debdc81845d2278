/** Art. 34(3)(c): what the first page says while a surge lasts. Written for everybody, so nobody is asked who they are. */
import type { Language } from "../gdpr/language";
import { db } from "../db";

/** The notice in one language, or null while no surge lasts. */
export async function surgeNotice(language: Language): Promise<string | null> {
  const found = await db().surgeNotice.findFirst({ where: { shown: true }, select: { en: true, de: true } });
  return (language === "de" ? found?.de : found?.en) ?? null;
}
