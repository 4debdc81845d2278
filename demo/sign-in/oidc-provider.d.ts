/** The part of oidc-provider 9 that the demo uses; the package ships no types. */
declare module "oidc-provider" {
  import type { EventEmitter } from "node:events";
  import type { IncomingMessage, ServerResponse } from "node:http";

  export type Context = {
    type: string;
    body: string;
    status: number;
    get(header: string): string;
    set(header: string, value: string): void;
    oidc: {
      client?: { clientId: string };
      result?: { login?: object };
      session: { accountId?: string; grantIdFor(clientId: string): string | undefined };
      provider: Provider;
    };
  };

  export type Interaction = {
    uid: string;
    params: { client_id: string; ui_locales?: string };
    session?: { uid?: string };
    persist(): Promise<void>;
  };

  export type Grant = { addOIDCScope(scope: string): void; save(): Promise<string> };

  export default class Provider extends EventEmitter {
    constructor(issuer: string, configuration: object);
    callback(): (request: IncomingMessage, response: ServerResponse) => Promise<void>;
    interactionDetails(request: IncomingMessage, response: ServerResponse): Promise<Interaction>;
    interactionFinished(request: IncomingMessage, response: ServerResponse, result: object): Promise<void>;
    Session: { findByUid(uid: string): Promise<{ destroy(): Promise<void> } | undefined> };
    Grant: { new (properties: { accountId: string; clientId: string }): Grant; find(id: string): Promise<Grant> };
  }

  export class PromptCheck {
    constructor(reason: string, description: string, check: (context: Context) => boolean | Promise<boolean>);
    static REQUEST_PROMPT: boolean;
    static NO_NEED_TO_PROMPT: boolean;
  }

  export const interactionPolicy: {
    Check: typeof PromptCheck;
    base(): { get(name: string): { checks: { add(check: PromptCheck): void } } };
  };
}
