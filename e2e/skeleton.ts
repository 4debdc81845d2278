/**
 * Runs in the page, so it uses nothing of this module: what axe's rules can see of it, without its words. Elements, roles,
 * states, classes, whether names and references are there; rows of a table or list that are alike count once.
 */
export function skeletonOf(): { withoutScripts: boolean; key: string } {
  const told = /^(class|role|type|dir|tabindex|scope|autocomplete|style|aria-(?!label|describedby).*)$/;
  const refers = /^(for|headers|aria-(labelledby|describedby|controls|owns|errormessage))$/;
  const alike = new Set(["TBODY", "UL", "OL", "DL", "SELECT"]);

  // In words of ours the structure is one in both languages; an unknown language is a fault of its own.
  const ours = (language: string) => (["en", "de"].includes(language) ? "ours" : language);

  const attribute = ({ name, value }: Attr): string => {
    if (name === "lang") return `lang=${ours(value)}`;
    if (refers.test(name)) {
      const missing = value.split(/\s+/).filter((id) => document.getElementById(id) === null).length;
      return missing > 0 ? `${name}?` : name;
    }
    if (told.test(name)) return `${name}=${value}`;
    return value.trim() === "" ? `${name}!` : name;
  };

  const shape = (element: Element): string => {
    const attributes = [...element.attributes].map(attribute).toSorted().join(" ");
    const spoken = [...element.childNodes].some((node) => node.nodeType === 3 && (node.nodeValue ?? "").trim() !== "");
    const parts = [...element.children].filter(({ tagName }) => !/^(SCRIPT|STYLE|LINK|META)$/.test(tagName)).map(shape);
    const children = alike.has(element.tagName)
      ? [...new Set(parts)].toSorted()
      : parts.filter((part, i) => part !== parts[i - 1]);
    return `<${element.tagName} ${attributes}>${spoken ? "…" : ""}${children.join("")}`;
  };

  const ids = [...document.querySelectorAll("[id]")].map(({ id }) => id);
  const facts = [
    ours(document.documentElement.lang),
    document.title.trim() === "" ? "no title" : "",
    new Set(ids).size < ids.length ? "an id twice" : "",
    matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light",
  ];
  return {
    withoutScripts: matchMedia("(scripting: none)").matches,
    key: `${facts.join(" ")} ${shape(document.documentElement)}`,
  };
}
