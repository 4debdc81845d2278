/** The links that a shop's own pages may have: each opens one thing that a person can ask for, by a name that stays. */
export const journeys = {
  requests: "/my",
  data: "/my/data",
  copy: "/my/new?want=access",
  take: "/my/new?want=portability",
  delete: "/my/new?want=erasure",
  correct: "/my/correct",
  pause: "/my/pause",
  object: "/my/objection",
  consents: "/my/consents",
  other: "/my/other",
} as const;

/** The page behind a link's name; null for a name that no link has. */
export const journeyOf = (name: string): string | null =>
  Object.hasOwn(journeys, name) ? journeys[name as keyof typeof journeys] : null;
