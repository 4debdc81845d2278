"use client";
import "./globals.css";
import Failure from "./error";

/** The same when the layout itself failed. */
export default function GlobalFailure({ error }: { error: Error & { digest?: string } }) {
  return (
    <html lang="en">
      <body>
        <title>Something went wrong</title>
        <Failure error={error} />
      </body>
    </html>
  );
}
