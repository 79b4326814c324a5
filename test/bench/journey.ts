import type { TestPortal } from "#test/helpers/portal.ts";
import type { Proxy } from "#test/helpers/proxy.ts";
import { Visitor } from "#test/helpers/visitor.ts";
import { tryOf, verify } from "#test/e2e/http/world.ts";
import { type Figure, figure } from "./measured.ts";
import { processorMs } from "./process.ts";
import { costOf } from "./trips.ts";

const email = "lotte.visser@vdmeulen-werf.example";

/** Counts its requests. */
class CountingVisitor extends Visitor {
  requests = 0;

  override request(...asked: Parameters<Visitor["request"]>) {
    this.requests += 1;
    return super.request(...asked);
  }
}

/** The whole way of a first administrator, from the home page to the terms accepted, as the database sees it. */
export async function measureJourney(portal: TestPortal, proxy: Proxy): Promise<readonly Figure[]> {
  const one = tryOf(email);
  const visitor = new CountingVisitor(portal.url);
  const used = () => [portal.workerPid(), portal.databasePid()].map(processorMs);
  const before = used();
  let code = 0;
  const { trips, statements, sqlKb, rowsRead, rowsWritten } = await costOf(proxy, async () => {
    await visitor.go("/nl");
    await visitor.go("/nl/sign-in");
    await visitor.submit({ email });
    const [mail] = await visitor.mailTo(email);
    const calls = proxy.calls();
    const { path } = await visitor.send({ code: mail!.code! });
    code = proxy.calls() - calls;
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
  const [worker, database] = used().map((ms, at) => ms - before[at]!);
  return [
    figure("trips of a code that is entered", code, "", { atMost: 4 }),
    figure("trips of an onboarding, home to terms accepted", trips, "", { atMost: 28 }),
    figure("statements of an onboarding", statements, "", { atMost: 200 }),
    figure("text of an onboarding's statements", sqlKb, "KB"),
    figure("requests of an onboarding", visitor.requests, ""),
    figure("rows read by an onboarding", rowsRead, ""),
    figure("rows written by an onboarding", rowsWritten, ""),
    figure("messages of an onboarding", (await visitor.mailTo(email)).length, ""),
    figure("processor of an onboarding: Worker", worker!, "ms"),
    figure("processor of an onboarding: database", database!, "ms"),
  ];
}
