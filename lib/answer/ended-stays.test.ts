import { expect, test } from "vitest";
import { day } from "../gdpr/day";
import { loadPolicy } from "../policy/load";
import { endedStays } from "./ended-stays";

const policy = loadPolicy("policy.yaml");
const on = day("2026-11-27");

test.each([
  ["newsletter", null],
  ["competitions", null],
  ["statistics", policy.stops.consentTool],
  ["advertising", policy.stops.consentTool],
])("the cookie window of a device is named where it asks for %s as well: %s", (purpose, device) => {
  const ended = { purposes: [purpose], receivedAt: new Date("2026-11-27T10:00:00Z"), stoppings: [] };
  expect(endedStays(ended, on, policy).device).toBe(device);
});
