import type { AuditRow, AuditSeal } from "#db/queries/audit-seal.ts";
import { auditTag, sameText, sha256 } from "./secrets.ts";

/** The hash of a range of audit events that follows another: nothing of either can change without changing it. */
export const hashOf = (before: string, events: readonly AuditRow[]): string =>
  sha256(
    [
      before,
      ...events.map((event) =>
        JSON.stringify([
          event.id,
          event.at,
          event.actor,
          event.action,
          event.subjectId,
          event.organizationId,
          event.fromState,
          event.toState,
          event.refusal,
          event.operationId,
        ]),
      ),
    ].join("\n"),
  );

/** The seal of the events that follow the last one; null: there are none. */
export function sealOf(
  last: AuditSeal | undefined,
  events: readonly AuditRow[],
  secret: string,
  at: number,
): AuditSeal | null {
  const through = events.at(-1);
  if (!through) return null;
  const hash = hashOf(last?.hash ?? "", events);
  return { throughId: through.id, afterId: last?.throughId ?? 0, hash, tag: auditTag(secret, hash), at };
}

/** Whether one of these secrets has made a seal. */
export const isSealedBy = (secrets: readonly string[], { hash, tag }: AuditSeal) =>
  secrets.some((secret) => sameText(auditTag(secret, hash), tag));
