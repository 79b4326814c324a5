import type { Write } from "#db/client.ts";
import { offices } from "#test/helpers/offices.ts";
import { type Colleague, startStage } from "#test/helpers/stage.ts";
import { Visitor } from "#test/helpers/visitor.ts";
import { agents, sql } from "./world.ts";

export type Managed = Awaited<ReturnType<typeof startManaged>>;

/** An organization with two administrators, somebody with a role above it, and three people without any. */
export async function startManaged() {
  const stage = await startStage({ env: { PORTAL_AGENTS: agents.join(",") } });
  const company = await stage.company();
  const here = company.middle;
  const colleagues = await stage.people(company, 6);
  const writes: Write[] = [];
  const { claim, nominate, give, vacancy } = offices((more) => Promise.resolve(writes.push(...more)));
  await claim(colleagues[0]!, here, company);
  await nominate(colleagues[1]!, here, colleagues[0]!);
  await give(colleagues[2]!, company.root, "customer-user");
  await vacancy(company.root);
  await stage.write(writes);

  /** Somebody's browser, signed in. */
  function visitorOf({ cookie }: Colleague) {
    const visitor = new Visitor(stage.portal.url);
    visitor.cookies.set("session", cookie.replace(/^session=/u, ""));
    return visitor;
  }
  const at = (part: string) => `/en/organizations/${here}/${part}`;
  return {
    stage,
    here,
    colleagues,
    visitorOf,
    at,
    first: visitorOf(colleagues[0]!),
    second: visitorOf(colleagues[1]!),
    people: (who: Visitor, action: string, fields: Record<string, string>) =>
      who.post(at("people"), { action, confirmed: "yes", ...fields }),
    administrators: (who: Visitor, action: string, fields: Record<string, string> = {}) =>
      who.post(at("administrators"), { action, confirmed: "yes", ...fields }),
    /** What the record says last, of one kind of action. */
    async audited(action: string) {
      const [row] = await sql(stage.portal)(
        "select actor, from_state, to_state, refusal from audit_event where action = ? order by id desc limit 1",
        action,
      );
      return row && { ...row };
    },
  };
}
