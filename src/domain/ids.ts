type Id<Name extends string> = string & { readonly __id: Name };

export type PersonId = Id<"person">;
export type RegistrationId = Id<"registration">;
export type AccessRequestId = Id<"accessRequest">;
export type OrganizationId = Id<"organization">;
export type AccountId = Id<"account">;
export type ReclaimId = Id<"reclaim">;
export type LinkId = Id<"link">;
export type ReviewId = Id<"review">;
export type SeatId = Id<"seat">;
export type UploadId = Id<"upload">;
export type AlertId = Id<"alert">;
export type CollectorKeyId = Id<"collectorKey">;
export type ApiKeyId = Id<"apiKey">;
export type AddressChangeId = Id<"addressChange">;
export type OperationId = Id<"operation">;

/**
 * An organization's id, as an address, a form or an import names it. That there is one, and that whoever asks may see it, is
 * for the reading to say.
 */
export const organizationIdOf = (text: string) => text as OrganizationId;

/** A new random identifier (UUID version 4). */
export const newId = <T extends string = string>() => crypto.randomUUID() as string as T;
