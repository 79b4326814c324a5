import { limits } from "#src/domain/limits.ts";
import { message, type Planted } from "./rows.ts";

const { toOne, toOneFromOutside, byOne, byCompany } = limits.mail;

interface Counted {
  readonly mailbox: string;
  readonly causer?: string;
  readonly company?: string;
  readonly outside?: 0 | 1;
  readonly state?: string;
  readonly invitation?: 0 | 1;
}

/** A message on a budget. */
const counted = (
  id: string,
  { mailbox, causer, company, outside = 0, state = "queued", invitation = 0 }: Counted,
) =>
  message(id, state, {
    extra: "mailbox, causer, causer_domain, outside, invitation",
    value: [mailbox, causer, company]
      .map((value) => (value === undefined ? "null" : `'${value}'`))
      .concat(String(outside), String(invitation))
      .join(", "),
  });

const many = (count: number, one: (number: number) => string) =>
  Array.from({ length: count }, (_, number) => one(number));

/** More than others may cause. */
export const budget: Planted[] = [
  [
    "one message too many to a mailbox",
    `I18: to one mailbox: full-0 is number ${toOne + 1} of a day`,
    many(toOne + 1, (number) => counted(`full-${number}`, { mailbox: "full@b.example" })),
  ],
  [
    "one too many from outside",
    `I18: to one mailbox from outside: foreign-0 is number ${toOneFromOutside + 1} of a day`,
    many(toOneFromOutside + 1, (number) =>
      counted(`foreign-${number}`, { mailbox: "foreign@b.example", outside: 1 }),
    ),
  ],
  [
    "one person who has too many sent",
    `I18: by one person: busy-0 is number ${byOne + 1} of a day`,
    many(byOne + 1, (number) =>
      counted(`busy-${number}`, {
        mailbox: `b${number}@b.example`,
        causer: "demo-camille-renard",
        invitation: 1,
      }),
    ),
  ],
  [
    "a company that has too many sent",
    `I18: by one company: company-0 is number ${byCompany + 1} of a day`,
    many(byCompany + 1, (number) =>
      counted(`company-${number}`, { mailbox: `c${number}@b.example`, company: "c.example" }),
    ),
  ],
  [
    "a second summary on the same day",
    "I18: the summary summary-2 came too soon after summary-1",
    many(2, (number) => message(`summary-${number + 1}`, "queued", { template: "summary" })),
  ],
  [
    "somebody who is invited too often",
    "I18: never@b.example was invited to 3 things",
    many(3, (number) => counted(`never-${number}`, { mailbox: "never@b.example", invitation: 1 })),
  ],
  [
    "a message that counts and was withheld",
    "I18: message held counts, and was not sent",
    [counted("held", { mailbox: "held@b.example", state: "withheld" })],
  ],
  [
    "words of others to somebody who never came",
    "I18: message words left to a@b.example, who has never signed in, and is no invitation",
    [counted("words", { mailbox: "words@b.example", causer: "demo-camille-renard" })],
  ],
];
