import type { TestPortal } from "#test/helpers/portal.ts";
import { choose, sql, tryOf } from "./world.ts";

/** Reviews of a portal, and what became of them. */
export function reviewed(portal: TestPortal) {
  const database = sql(portal);
  return {
    /** The review of somebody who has chosen as the demo world lets them, at its address without language. */
    async reviewOf(email: string, organizationId?: string) {
      const person = await choose(portal.url, email, organizationId);
      const [row] = await database(
        "select v.id from review v join person p on p.id = v.person_id where p.email = ?",
        email,
      );
      return {
        person,
        id: String(row!["id"]),
        at: `reviews/${row!["id"]}`,
        language: tryOf(email).language,
      };
    },
    auditOf: (id: string) =>
      database(
        `select action, from_state as was, to_state as is_now, refusal from audit_event
         where subject_id = ? order by id`,
        id,
      ),
    seatsOf: (email: string) =>
      database(
        `select s.organization_id as place, s.position, s.origin, s.origin_id as fromReview from seat s
         join person p on p.id = s.person_id where p.email = ? and s.ended_at is null`,
        email,
      ),
  };
}

export type Reviewed = Awaited<ReturnType<ReturnType<typeof reviewed>["reviewOf"]>>;
