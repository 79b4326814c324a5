/** How registrations stand, seen from afar. */
export const wayParts = ["in", "waiting", "refused", "left"] as const;
export type WayPart = (typeof wayParts)[number];

export type Way =
  | "claimed"
  | "granted"
  | "appointed"
  | "underWay"
  | "administrator"
  | "agent"
  | "refused"
  | "choosing"
  | "mail"
  | "withdrawn";

/** By which way somebody came in, for whom a registration waits, and where one was left: before a choice, before the address was confirmed. */
export const waysOfPart: Readonly<Record<WayPart, readonly Way[]>> = {
  in: ["claimed", "granted", "appointed"],
  waiting: ["underWay", "administrator", "agent"],
  refused: ["refused"],
  left: ["choosing", "mail", "withdrawn"],
};

/** The last days, and as many before. */
export type Period = "last" | "before";
export type Both = Readonly<Record<Period, number>>;

/** Who decides on those who cannot come in by themselves. */
export const decidedBy = ["administrator", "agent"] as const;
export type DecidedBy = (typeof decidedBy)[number];
