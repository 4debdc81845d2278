import { inWords, problemsOf } from "../../i18n/check";
import { messagesFolder } from "../../i18n/language";
import { readArguments } from "./arguments";
import { print } from "./print";

/** Every sentence that a language lacks or has wrong; in its place people read English. */
export async function run(args: string[]): Promise<number> {
  const { values } = readArguments(args, { usage: "languages check [--json]", options: {}, positionals: [0, 0] });
  const found = problemsOf();
  const ok = found.every(({ problems }) => problems.length === 0);
  const lines = found.flatMap(({ language, problems }) =>
    problems.length === 0
      ? [`${language}.json says everything that en.json says.`]
      : problems.map((one) => `${messagesFolder()}/${language}.json: ${one.key} ${inWords(one)}`),
  );
  print(values.json, { ok, languages: found }, lines);
  return ok ? 0 : 1;
}
