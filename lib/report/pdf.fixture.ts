/**
 * Reads a PDF back that was written without compression: its structure tree with the text of each element, what is drawn
 * for the eye alone, its bookmarks. As much of ISO 32000-1 as these files use, and nothing that wrote them.
 */
export type Node = { tag: string; dictionary: string; text: string; children: Node[] };
export type ReadPdf = {
  catalog: string;
  info: string;
  pages: number;
  /** The elements below the root of the structure. */
  tree: Node[];
  /** What each page draws as an artifact. */
  artifacts: string[][];
  bookmarks: string[];
};

type Objects = Map<string, string>;

export function readPdf(bytes: Buffer): ReadPdf {
  const file = bytes.toString("latin1");
  const objects: Objects = new Map(
    [...file.matchAll(/(\d+) 0 obj\n([\s\S]*?)\nendobj/g)].map(([, id, body]) => [id!, body!]),
  );
  const trailer = file.slice(file.lastIndexOf("trailer"));
  const catalog = at(objects, reference(trailer, "Root"));
  const pageIds = [...at(objects, reference(catalog, "Pages")).match(/\/Kids \[([^\]]*)\]/)![1]!.matchAll(/(\d+) 0 R/g)].map(([, id]) => id!); // prettier-ignore
  const contents = new Map(pageIds.map((id) => [id, contentOf(objects, id)]));
  const root = at(objects, reference(catalog, "StructTreeRoot"));
  return {
    catalog,
    info: [...at(objects, reference(trailer, "Info")).matchAll(/\/(\w+) (\d+) 0 R/g)].map(([, key, id]) => `${key} ${at(objects, id!)}`).join("\n"), // prettier-ignore
    pages: pageIds.length,
    tree: refs(kids(root)).map((id) => nodeOf(objects, contents, id)),
    artifacts: pageIds.map((id) => contents.get(id)!.artifacts),
    bookmarks: bookmarksOf(objects, reference(catalog, "Outlines")),
  };
}

/** All elements of a tree, in reading order. */
export const flat = (nodes: readonly Node[]): Node[] => nodes.flatMap((node) => [node, ...flat(node.children)]);

function at(objects: Objects, id: string): string {
  const found = objects.get(id);
  if (found === undefined) throw new Error(`no object ${id}`);
  return found;
}

function reference(dictionary: string, key: string): string {
  const found = new RegExp(`/${key} (\\d+) 0 R`).exec(dictionary)?.[1];
  if (found === undefined) throw new Error(`no ${key}`);
  return found;
}

const kids = (dictionary: string): string => /\/K \[([\s\S]*)\]/.exec(dictionary)?.[1] ?? "";
const refs = (list: string): string[] => [...list.matchAll(/(\d+) 0 R/g)].map(([, id]) => id!);

type Content = { marked: Map<number, string>; artifacts: string[] };

/** The children in their order: elements, content of the element's page, content of a page that is named. */
function nodeOf(objects: Objects, contents: Map<string, Content>, id: string): Node {
  const dictionary = at(objects, id);
  const page = /\/Pg (\d+) 0 R/.exec(dictionary.slice(dictionary.lastIndexOf("]")))?.[1] ?? "";
  const node: Node = { tag: /\/S \/(\w+)/.exec(dictionary)![1]!, dictionary, text: "", children: [] };
  const child = /<<[^>]*?\/Pg (\d+) 0 R[^>]*?\/MCID (\d+)\s*>>|(\d+) 0 R|(\d+)/g;
  for (const [, other, there, element, here] of kids(dictionary).matchAll(child)) {
    if (element) node.children.push(nodeOf(objects, contents, element));
    else node.text += contents.get(other ?? page)!.marked.get(Number(there ?? here)) ?? "?";
  }
  return node;
}

function contentOf(objects: Objects, pageId: string): Content {
  const page = at(objects, pageId);
  const fonts = fontsOf(objects, at(objects, reference(page, "Resources")));
  const [marked, artifacts]: [Content["marked"], string[]] = [new Map(), []];
  let [font, text, mcid, inside] = [new Map<string, string>(), "", -1, ""];
  for (const [, tag, properties, name, shown, end] of at(objects, reference(page, "Contents")).matchAll(
    /\/(\w+) <<([^>]*)>> BDC|\/(F\d+) [\d.]+ Tf|\[([^\]]*)\] TJ|(EMC)/g,
  )) {
    if (tag) [inside, mcid, text] = [tag, Number(/\/MCID (\d+)/.exec(properties!)?.[1] ?? -1), ""];
    if (name) font = fonts.get(name) ?? new Map();
    if (shown !== undefined && inside === "") throw new Error("text outside of everything marked");
    if (shown !== undefined) text += decoded(shown, font);
    if (end && inside === "Artifact") artifacts.push(text);
    else if (end) marked.set(mcid, text);
    if (end) inside = "";
  }
  return { marked, artifacts };
}

const decoded = (shown: string, font: Map<string, string>): string =>
  [...shown.matchAll(/<([0-9a-f]+)>/g)].map(([, hex]) => hex!.match(/.{4}/g)!.map((code) => font.get(code) ?? "\uFFFD").join("")).join(""); // prettier-ignore

/** By the name on the page: what each code of a font means (ToUnicode). */
function fontsOf(objects: Objects, resources: string): Map<string, Map<string, string>> {
  const named = [...resources.matchAll(/\/(F\d+) (\d+) 0 R/g)];
  return new Map(named.map(([, name, id]) => [name!, codesOf(at(objects, reference(at(objects, id!), "ToUnicode")))]));
}

function codesOf(cmap: string): Map<string, string> {
  const codes = new Map<string, string>();
  for (const [, first, list] of cmap.matchAll(/<(\w{4})> <\w{4}> \[([^\]]*)\]/g))
    [...list!.matchAll(/<(\w*)>/g)].forEach(([, hex], i) => {
      const code = (parseInt(first!, 16) + i).toString(16).padStart(4, "0");
      codes.set(code, Buffer.from(hex!, "hex").swap16().toString("utf16le"));
    });
  return codes;
}

function bookmarksOf(objects: Objects, outlines: string): string[] {
  const titles: string[] = [];
  let next: string | undefined = reference(at(objects, outlines), "First");
  while (next) {
    const item: string = at(objects, next);
    titles.push(textString(/\/Title \(((?:\\[\s\S]|[^\\)])*)\)/.exec(item)![1]!));
    next = /\/Next (\d+) 0 R/.exec(item)?.[1];
  }
  return titles;
}

/** A text string: UTF-16 with its mark, or single bytes. */
function textString(escaped: string): string {
  const bytes = Buffer.from(escaped.replace(/\\(n|r|t|[\s\S])/g, (_, sign: string) => ({ n: "\n", r: "\r", t: "\t" })[sign] ?? sign), "latin1"); // prettier-ignore
  return bytes[0] === 0xfe ? Buffer.from(bytes.subarray(2)).swap16().toString("utf16le") : bytes.toString("latin1");
}
