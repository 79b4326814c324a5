import { addAccessRequest } from "#db/queries/access-request.ts";
import type { AccessRequestId } from "#src/domain/ids.ts";
import { type Consequences, record, together, write } from "#functions/command/consequences.ts";
import { sendLink } from "#functions/consequences/link.ts";
import type { Context } from "#functions/context/context.ts";
import type { Reader } from "#functions/emails/letter.ts";
import type { ParamsOf } from "#functions/emails/templates.ts";

type Request = Omit<Parameters<typeof addAccessRequest>[0], "id" | "state" | "clockAt" | "createdAt"> & {
  readonly id: AccessRequestId;
};

/** A request for access begins to wait; each of those who decide first is asked by a link of the own. */
export const addRequest = (
  request: Request,
  deciders: readonly Reader[],
  params: ParamsOf<"request-to-decide">,
  context: Context,
): Consequences =>
  together(
    write(addAccessRequest({ ...request, state: "pending", clockAt: context.now, createdAt: context.now })),
    record({ subjectId: request.id, organizationId: request.organizationId ?? null, to: "pending" }),
    deciders.map((to) =>
      sendLink({ purpose: "decideRequest", to, subjectId: request.id }, "request-to-decide", params, context),
    ),
  );
