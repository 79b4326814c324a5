import type { TestPortal } from "#test/helpers/portal.ts";
import type { Visitor } from "#test/helpers/visitor.ts";
import { administrator, agents, choose, signedIn, tryOf } from "#test/e2e/http/world.ts";

export interface Page {
  readonly name: string;
  readonly path: string;
  readonly cookie: string;
  readonly status: number;
}

const cookieOf = ({ cookies }: Visitor) => [...cookies].map(([name, value]) => `${name}=${value}`).join("; ");

/** The pages that are measured, each with somebody of the demo world who may see it. */
export async function pagesOf(portal: TestPortal): Promise<readonly Page[]> {
  const email = "mehdi.lambert@morvanelle.example";
  const mehdi = await administrator(portal.url, email);
  const julie = await choose(portal.url, "julie.weber@moselane.example");
  await julie.submit();
  const marc = await signedIn(portal, "marc.thill@moselane.example", "fr", "Marc Thill");
  const els = await signedIn(portal, "els.wouters@noorderkaai.example", "nl", "Els Wouters");
  const newcomer = await signedIn(portal, "eleanor.hart@harrow-wren.example", "en", "Eleanor Hart");
  const agent = await signedIn(portal, agents[0]);
  const at = tryOf(email).organizationId!;
  const page = (name: string, path: string, who?: Visitor, status = 200): Page => ({
    name,
    path,
    cookie: who ? cookieOf(who) : "",
    status,
  });
  return [
    page("home", "/en/"),
    page("sign-in", "/en/sign-in"),
    page("nothing there (404)", "/en/nowhere", undefined, 404),
    page("profile", "/en/profile", newcomer),
    page("verify", "/en/onboarding/verify", newcomer),
    page("status", "/fr/onboarding/status", julie),
    page("portal", "/nl/portal", els),
    page("tasks", "/nl/tasks", els),
    page("organizations", "/nl/organizations", els),
    page("organization", `/fr/organizations/${at}`, mehdi),
    page("people", `/fr/organizations/${at}/people`, mehdi),
    page("administrators", `/fr/organizations/${at}/administrators`, mehdi),
    page("requests", `/fr/organizations/${at}/requests`, mehdi),
    page("history", `/fr/organizations/${at}/history`, mehdi),
    page("devices", "/nl/organizations/noorderkaai/devices", els),
    page("reports", "/nl/organizations/noorderkaai/reports", els),
    page("accounts", "/fr/accounts", marc),
    page("account", "/fr/accounts/moselane.example", marc),
    page("account's people", "/fr/accounts/moselane.example/people", marc),
    page("own requests", "/fr/requests", julie),
    page("reviews", "/en/reviews", agent),
  ];
}
