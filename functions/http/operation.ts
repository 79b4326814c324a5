import { newId, type OperationId } from "#src/domain/ids.ts";
import { isTag, tag } from "#functions/context/secrets.ts";

/** A new operation id for a form shown to this person: tells later whose form it was. */
export function newOperation(secrets: readonly string[], personId: string | null): OperationId {
  const id = newId();
  return `${id}.${tag(secrets, "operation", `${id}|${personId ?? ""}`)}` as OperationId;
}

/** True when the form with this operation id was shown to this person. */
export function isOperationOf(secrets: readonly string[], operationId: string, personId: string): boolean {
  const [id = "", presented = ""] = operationId.split(".");
  return isTag(secrets, "operation", `${id}|${personId}`, presented);
}
