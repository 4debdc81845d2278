import type { ReactNode } from "react";
import { Button } from "../../_components/button";

/** A form, not a link: nothing may fetch evidence ahead. */
export function Fetch({ id, look, label }: { id: string; look: "act" | "quiet"; label: ReactNode }) {
  return (
    <form action={`/api/export/${id}`} method="post">
      <Button look={look}>{label}</Button>
    </form>
  );
}
