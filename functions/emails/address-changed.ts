import { type Letter, template } from "./letter.ts";

type Params = {
  from: string;
  to: string;
} & (
  | { change: "made"; /** Until when the old mailbox may object. */ until: number }
  | { change: "undone" }
  | { /** Somebody wanted to use an address that is somebody's already. */ change: "taken" }
);

/** As of a code: a mailbox that was the way in until now, or is asked to be, is written to in any case. */
export const addressChanged = template("code", (params: Params, { t, formats, link, url }: Letter) => {
  const { change, from, to } = params;
  return {
    subject: t(`emails.address-changed.${change}.subject`),
    lead: t(`emails.address-changed.${change}.lead`),
    facts: {
      old: change === "made" ? from : null,
      from: change === "undone" ? from : null,
      to,
      undoable: change === "made" ? formats.dateTime(params.until) : null,
    },
    paragraphs: [t(`emails.address-changed.${change}.body`)],
    action: {
      label: t(`emails.address-changed.${change}.button`),
      href: change === "made" ? link : url("sign-in"),
    },
    why: t(`emails.address-changed.why`),
  };
});
