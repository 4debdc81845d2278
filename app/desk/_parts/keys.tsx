"use client";
import { useEffect, useSyncExternalStore } from "react";

/** What one types into; a tick is no field, keys go on from there. */
const fields = "input:not([type=checkbox]),textarea,select,[contenteditable]";

/**
 * Keys for the queue, beside links that do the same: j and k go through its rows, Enter opens as on every link, / goes to the
 * search. They can be turned off (WCAG 2.1.4), and are nobody's inside a field.
 */
export function Keys({ off, on }: { off: string; on: string }) {
  const live = useSyncExternalStore(heard, isOn, unknown);
  useEffect(() => {
    if (!live) return;
    document.addEventListener("keydown", press);
    return () => document.removeEventListener("keydown", press);
  }, [live]);
  if (live === null) return null;
  const turn = () => {
    localStorage.setItem("keys", live ? "off" : "on");
    dispatchEvent(new Event("storage"));
  };
  return (
    <button type="button" className="button link" onClick={turn}>
      {live ? off : on}
    </button>
  );
}

function press(event: KeyboardEvent): void {
  const { key, target } = event;
  if (event.ctrlKey || event.metaKey || event.altKey || (target instanceof Element && target.closest(fields))) return;
  const links = [...document.querySelectorAll<HTMLElement>("tbody th a")];
  const now = links.findIndex((link) => link.closest("tr")?.contains(document.activeElement));
  const to = { "/": document.getElementById("reference"), j: links[now + 1], k: links[now - 1] }[key];
  if (!to) return;
  event.preventDefault();
  to.focus();
}

const isOn = (): boolean | null => localStorage.getItem("keys") !== "off";
const unknown = (): boolean | null => null;
function heard(change: () => void): () => void {
  addEventListener("storage", change);
  return () => removeEventListener("storage", change);
}
