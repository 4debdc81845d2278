/*
 * The search page of a package. Classic script without a module: modules are not loaded from a disk. Every text goes into the
 * page as text, never as markup.
 */
(() => {
  "use strict";
  const mostHits = 300;
  const around = 90;
  const form = document.querySelector("form");
  const [go, stop] = form.querySelectorAll("button");
  const field = form.querySelector("input");
  const where = form.querySelector("select");
  const progress = document.querySelector("progress");
  const status = document.querySelector("[role=status]");
  const list = document.querySelector(".hits");
  const language = document.documentElement.lang;

  /** Small letters without accents, so that "koln" finds "Köln"; as long as the text for nearly every text. */
  const folded = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
  const filled = (sentence, values) =>
    form.dataset[sentence].replace(/\{(\w+)\}/g, (_place, name) =>
      typeof values[name] === "number" ? values[name].toLocaleString(language) : values[name],
    );

  /** Hands over the text of the page that was loaded last. */
  let taken = null;
  window.packagePart = (category, no, from, text) => {
    taken = { category, no, from, text };
  };

  /** The lines of one page's records and the number of the first; null where the file is missing or is another one. */
  function load(category, no) {
    return new Promise((resolve) => {
      const script = document.createElement("script");
      const end = () => {
        const part = taken?.category === category && taken.no === no ? taken : null;
        taken = null;
        script.remove();
        // The browser gets a turn between two pages: to draw, and to hear of "stop".
        setTimeout(() => resolve(part && { from: part.from, lines: part.text.split("\n") }));
      };
      script.addEventListener("load", end);
      script.addEventListener("error", end);
      script.src = `search/${category}-${no}.js`;
      document.body.append(script);
    });
  }

  /** A piece of the line around the first word, with it marked. */
  function excerpt(line, word) {
    const text = folded(line);
    const at = text.length === line.length ? text.indexOf(word) : -1;
    const span = document.createElement("span");
    if (at < 0) {
      span.textContent = line.slice(0, 2 * around);
      return span;
    }
    const from = Math.max(0, at - around);
    const to = at + word.length + around;
    const mark = document.createElement("mark");
    mark.textContent = line.slice(at, at + word.length);
    const [before, after] = [line.slice(from, at), line.slice(at + word.length, to)];
    span.append(from > 0 ? "… " : "", before, mark, after, to < line.length ? " …" : "");
    return span;
  }

  function show(option, no, record, line, word) {
    const link = document.createElement("a");
    link.href = `records/${option.value}-${no}.html#r${record}`;
    link.textContent = `${option.label} · ${filled("hit", { no: record })}`;
    const item = document.createElement("li");
    item.append(link, excerpt(line, word));
    list.append(item);
  }

  let running = null;

  async function search() {
    const words = folded(field.value).split(/\s+/).filter(Boolean);
    const longest = words.toSorted((one, other) => other.length - one.length)[0];
    if (longest === undefined) return;
    const run = (running = { stopped: false });
    const options = [...where.options].filter(({ value }) => value && (!where.value || value === where.value));
    const total = options.reduce((sum, { dataset }) => sum + Number(dataset.pages), 0);
    let [done, found, missing] = [0, 0, 0];
    list.replaceChildren();
    stop.hidden = progress.hidden = false;
    progress.max = total;
    for (const option of options) {
      for (let no = 1; no <= Number(option.dataset.pages) && !run.stopped && found < mostHits; no++) {
        const part = await load(option.value, no);
        if (running !== run) return;
        if (part === null) missing++;
        for (const [row, line] of (part?.lines ?? []).entries()) {
          const text = folded(line);
          if (found >= mostHits || !words.every((word) => text.includes(word))) continue;
          found++;
          show(option, no, part.from + row, line, longest);
        }
        progress.value = ++done;
        status.textContent = filled("going", { done, total, found });
      }
    }
    stop.hidden = progress.hidden = true;
    const outcome = found >= mostHits ? "many" : run.stopped ? "stopped" : found > 0 ? "done" : "none";
    const told = [filled(outcome, { done, total, found })];
    if (missing > 0) told.push(filled("missing", { missing }));
    status.textContent = told.join(" ");
    running = null;
  }

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    // Whoever comes back from a record finds the search again; the address, which others may see, says nothing of it.
    history.replaceState({ words: field.value, where: where.value }, "");
    void search();
  });
  stop.addEventListener("click", () => {
    if (running) running.stopped = true;
    go.focus();
  });
  form.hidden = false;
  document.querySelector(".without").hidden = true;
  const before = history.state;
  if (typeof before?.words === "string") {
    field.value = before.words;
    where.value = before.where;
    void search();
  }
})();
