/**
 * The length of a file on the wire (RFC 9110, 8.6). Next takes Content-Length away from what a route answers, and without it nobody
 * sees how much of a download is still to come; so the route says it under a name of ours, and here it gets its own back.
 */
import type { ServerResponse } from "node:http";

/** What a route calls it, in bytes. */
export const lengthHeader = "X-Rightful-Length";

/** Watches one answer. Call before Next gets hold of it. */
export function sendLength(response: ServerResponse): void {
  const { writeHead } = response;
  Object.assign(response, {
    writeHead(...args: unknown[]): ServerResponse {
      const length = response.getHeader(lengthHeader);
      response.removeHeader(lengthHeader);
      if (length !== undefined) response.setHeader("Content-Length", length);
      return Reflect.apply(writeHead, response, args);
    },
  });
}
