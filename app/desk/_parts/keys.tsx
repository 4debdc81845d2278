"use client";
import { useEffect, useState } from "react";

const rows = () => [...document.querySelectorAll<HTMLAnchorElement>("tbody th a")];

/**
 * Keys for the queue, beside links that do the same: j and k go through its rows, Enter opens as on every link, / goes to the
 * search. They can be turned off (WCAG 2.1.4), and are nobody's inside a field.
 */
export function Keys({ off, on }: { off: string; on: string }) {
  const [live, setLive] = useState<boolean>();
  useEffect(() => setLive(localStorage.getItem("keys") !== "off"), []);
  useEffect(() => {
    if (!live) return;
    const press = (event: KeyboardEvent) => {
      const { key, target } = event;
      const away = event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented;
      if (away || (target as Element).closest("input:not([type=checkbox]),textarea,select,[contenteditable]")) return;
      const all = rows();
      const now = all.findIndex((link) => link.closest("tr")?.contains(document.activeElement));
      const to =
        key === "/"
          ? document.getElementById("reference")
          : key === "j"
            ? all[now + 1]
            : key === "k"
              ? all[now - 1]
              : null;
      if (!to) return;
      event.preventDefault();
      to.focus();
    };
    document.addEventListener("keydown", press);
    return () => document.removeEventListener("keydown", press);
  }, [live]);
  if (live === undefined) return null;
  const turn = () => {
    localStorage.setItem("keys", live ? "off" : "on");
    setLive(!live);
  };
  return (
    <button type="button" className="button link" onClick={turn}>
      {live ? off : on}
    </button>
  );
}
