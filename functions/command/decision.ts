import type { Write } from "#db/client.ts";
import type { Check } from "#src/domain/act.ts";
import type { OrganizationId } from "#src/domain/ids.ts";
import type { Refusal } from "#src/domain/refusal.ts";
import type { AuditAction } from "#src/i18n/history.ts";
import type { Consequences } from "./consequences.ts";

/** What somebody tried to decide on. */
export interface Attempt {
  /** Where it is not the command's own. */
  readonly action?: AuditAction;
  readonly subjectId: string;
  readonly organizationId?: OrganizationId | null;
}

/** What follows from a command, and the address to go on to, without language. */
export interface Accepted extends Consequences {
  readonly next: string;
  /** What is asked first: it is done when the form says that it is confirmed. */
  readonly check?: Check | undefined;
}

/** Nothing has to change: it was done already, or there is nothing to do. */
export interface Settled {
  readonly next: string;
}

/** A refusal that leaves a trace, such as a counted guess; should the trace not hold, the command is decided again. */
export interface Refused {
  readonly refusal: Refusal;
  readonly writes: readonly Write[];
}

export type Decision = Accepted | Settled | Refused;
