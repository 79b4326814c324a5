import type { TestPortal } from "#test/helpers/portal.ts";
import { type Answer, type Fields, Visitor } from "#test/helpers/visitor.ts";

/** A complete company, with what a Belgian address needs. */
export const company = {
  companyName: "Atelier Nord SA",
  country: "BE",
  address: "Rue du Pont 1",
  address2: "",
  city: "Namur",
  postalCode: "5000",
};

interface Wanted {
  readonly language?: string;
  readonly authorization: Fields;
  readonly identity?: Fields;
  readonly company?: Fields;
  readonly administrators?: Fields;
}

/** Goes the way to a Smart Account for one's own company, up to *Check your answers*. */
export async function prepareOwn(visitor: Visitor, wanted: Wanted): Promise<Answer> {
  const { language = "en", authorization, identity, administrators } = wanted;
  await visitor.go(`/${language}/accounts/new/authorization`);
  const second = await visitor.submit(authorization);
  await visitor.submit({
    domainIdentifier: second.field("domainIdentifier") ?? "",
    accountName: "Atelier Nord",
    ...identity,
  });
  await visitor.submit(wanted.company ?? {});
  return visitor.submit(administrators ?? {});
}

/** The same, and *Submit*: the page of the request. */
export async function requestOwn(visitor: Visitor, wanted: Wanted): Promise<Answer> {
  await prepareOwn(visitor, wanted);
  return visitor.submit();
}

/** Activates what was requested last for one's own authority, from the e-mail's link. */
export async function activate(visitor: Visitor, email: string): Promise<Answer> {
  await visitor.go(await visitor.linkTo(email, "account-to-activate"));
  return visitor.submit({ decision: "approve", acceptAgreement: "yes", ...company });
}

/** Follows the link of the newest message of a kind as whoever has no account yet: by code, giving a name. */
export async function followLink(
  { url }: TestPortal,
  email: string,
  template: string,
  name = "Dominique Signataire",
): Promise<Visitor> {
  const visitor = new Visitor(url);
  await visitor.go(await visitor.linkTo(email, template));
  await visitor.submit();
  const [mail] = await visitor.mailTo(email, "sign-in-code");
  const answer = await visitor.submit({ code: mail!.code! });
  if (answer.page === "profile") await visitor.submit({ name });
  return visitor;
}

/** Every message to an address but sign-in codes, oldest first: template and language. */
export const lettersTo = async ({ url }: TestPortal, email: string) =>
  (await new Visitor(url).mailTo(email))
    .filter(({ template }) => template !== "sign-in-code")
    .map(({ template, language }) => `${template} ${language}`)
    .reverse();
