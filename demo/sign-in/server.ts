/** A real OpenID Connect server whose sign-in page is a list of the demo's people. */
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type Provider from "oidc-provider";
import { peopleWithSignIn, subjectOf, type DemoPerson } from "../people";
import { escapeHtml, languageOf, page, pageHeaders, type Language } from "../start/page";
import { makeProvider, type SignInOptions } from "./provider";
import { texts } from "./texts";

export type SignIn = { issuer: string; stop(): Promise<void> };

/** Starts the sign-in server on `options.port` of localhost. Rejects when the port is taken. */
export async function startSignIn(options: SignInOptions): Promise<SignIn> {
  const provider = await makeProvider(options);
  const protocol = provider.callback();
  const server = createServer((request, response) => {
    const own = /^\/sign-in\/[\w-]+$/.test(request.url ?? "");
    const done = own ? signInPage(provider, options.portal, request, response) : protocol(request, response);
    done.catch((error: unknown) => {
      console.error(error);
      if (!response.headersSent) response.writeHead(500);
      response.end();
    });
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(options.port, "localhost", resolve);
  });
  return {
    issuer: `http://localhost:${options.port}`,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function signInPage(provider: Provider, portal: string, request: IncomingMessage, response: ServerResponse) {
  const language = languageOf(request.headers["accept-language"]);
  const interaction = await provider.interactionDetails(request, response).catch(() => null);
  if (!interaction) {
    const { stale, header } = texts[language];
    response.writeHead(400, pageHeaders()).end(page(language, stale, header, `<h1>${stale}</h1>`));
    return;
  }
  if (request.method !== "POST") {
    response.writeHead(200, pageHeaders([portal])).end(peoplePage(language));
    return;
  }
  const chosen = new URLSearchParams(await readBody(request)).get("person");
  const person = peopleWithSignIn.find(({ key }) => key === chosen);
  if (!person) {
    response.writeHead(303, { location: request.url }).end();
    return;
  }
  // Somebody else may still be signed in here: their session ends, or the protocol would ask to confirm that by script.
  if (interaction.session?.uid) {
    await (await provider.Session.findByUid(interaction.session.uid))?.destroy();
    interaction.session = undefined;
    await interaction.persist();
  }
  await provider.interactionFinished(request, response, { login: loginOf(person) });
}

function loginOf(person: DemoPerson) {
  const secondFactor = person.roles.length > 0;
  return {
    accountId: subjectOf(person),
    amr: secondFactor ? ["pwd", "otp"] : ["pwd"],
    acr: secondFactor ? "2" : "1",
    remember: false,
  };
}

function peoplePage(language: Language): string {
  const { title, hint, customers, staff, staffHint, header } = texts[language];
  const isStaff = (person: DemoPerson) => person.roles.length > 0;
  const body = `<h1>${title}</h1><p>${hint}</p><form method="post">
    <h2>${customers}</h2>${list(
      language,
      peopleWithSignIn.filter((person) => !isStaff(person)),
    )}
    <h2>${staff}</h2><p>${staffHint}</p>${list(language, peopleWithSignIn.filter(isStaff))}</form>`;
  return page(language, title, header, body);
}

function list(language: Language, people: DemoPerson[]): string {
  const items = people.map(({ key, name, story }) => {
    const button = `<button name="person" value="${key}" aria-describedby="story-${key}">${escapeHtml(name)}</button>`;
    return `<li>${button}<p id="story-${key}">${escapeHtml(story[language])}</p></li>`;
  });
  return `<ul>${items.join("")}</ul>`;
}

async function readBody(request: IncomingMessage): Promise<string> {
  let body = "";
  for await (const chunk of request) {
    body += String(chunk);
    if (body.length > 10_000) throw new Error("a form too long for this page");
  }
  return body;
}
