import type { TestPortal } from "#test/helpers/portal.ts";
import type { Proxy } from "#test/helpers/proxy.ts";
import { Visitor } from "#test/helpers/visitor.ts";
import { tryOf, verify } from "#test/e2e/http/world.ts";
import { type Figure, figure } from "./measured.ts";
import { costOf } from "./trips.ts";

const email = "lotte.visser@vdmeulen-werf.example";

/** The whole way of a first administrator, from the home page to the terms accepted, as the database sees it. */
export async function measureJourney(portal: TestPortal, proxy: Proxy): Promise<readonly Figure[]> {
  const one = tryOf(email);
  const visitor = new Visitor(portal.url);
  let code = 0;
  const { trips, statements, sqlKb } = await costOf(proxy, async () => {
    await visitor.go("/nl");
    await visitor.go("/nl/sign-in");
    await visitor.submit({ email });
    const [mail] = await visitor.mailTo(email);
    const before = proxy.calls();
    const { path } = await visitor.send({ code: mail!.code! });
    code = proxy.calls() - before;
    await visitor.go(path);
    await visitor.submit({ name: one.name });
    await verify(visitor, "nl", one);
    await visitor.submit({ organizationId: one.organizationId! });
    await visitor.submit();
    await visitor.go(await visitor.linkTo(email, "confirm-address"));
    await visitor.submit();
    await visitor.go(await visitor.linkTo(email, "accept-terms"));
    await visitor.submit({ acceptTerms: "yes" });
    await visitor.go("/nl/portal");
  });
  return [
    figure("trips of a code that is entered", code, "", { atMost: 4 }),
    figure("trips of an onboarding, home to terms accepted", trips, "", { atMost: 28 }),
    figure("statements of an onboarding", statements, "", { atMost: 200 }),
    figure("text of an onboarding's statements", sqlKb, "KB"),
  ];
}
