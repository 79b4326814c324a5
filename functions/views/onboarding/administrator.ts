import { masked } from "#src/domain/email.ts";
import type { Standing } from "#functions/standing/onboarding.ts";

/** An administrator as somebody without access sees them: address masked, always (src/domain/README.md 2.4). */
export const administratorView = (
  seat: NonNullable<Standing["administrator"]>,
  organizationName: (id: string) => string,
) => ({
  name: seat.name,
  organization: organizationName(seat.organizationId),
  email: masked(seat.email),
  since: seat.createdAt,
});
