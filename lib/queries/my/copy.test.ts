import { expect, test } from "vitest";
import { system, type Actor } from "../../actor";
import { openingOf } from "./copy";

const release = { freshMinutes: 15 } as Parameters<typeof openingOf>[2];
const by = (door: Actor["door"], authAge = 60): Actor => ({ ...system, door, authAge });

test.each([
  ["found by account, signed in by account", "oidc", by("oidc"), "account", true],
  ["found by account, here by a link", "oidc", by("link"), "account", false],
  ["found by an address, here by its link", "link", by("link"), "address", true],
  ["found by an address, signed in by account", "link", by("oidc"), "address", true],
  ["nobody has looked yet, here by a link", null, by("link"), "address", true],
  ["nobody has looked yet, signed in by account", null, by("oidc"), "account", true],
  ["too long ago", "oidc", by("oidc", 16 * 60), "account", false],
] as const)("%s", (_what, door, who, way, mayOpen) => {
  expect(openingOf(door, who, release)).toEqual({ freshMinutes: 15, way, mayOpen });
});
