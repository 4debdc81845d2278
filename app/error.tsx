"use client";

/**
 * The last net. Says nothing about what went wrong except a number that stands in the server's log too. In both
 * languages, because nothing can be looked up any more when this is shown.
 */
export default function Failure({ error }: { error: Error & { digest?: string } }) {
  return (
    <main id="content">
      <h1>Something went wrong on our side.</h1>
      <p>Nothing you sent earlier is lost. Please load the page again in a moment.</p>
      <p lang="de">
        Bei uns ist etwas schiefgegangen. Was Sie vorher gesendet haben, ist nicht verloren. Bitte laden Sie die Seite
        gleich noch einmal.
      </p>
      {error.digest && <p className="meta mono">{error.digest}</p>}
    </main>
  );
}
