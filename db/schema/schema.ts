export * from "./contract.ts";
export * from "./link.ts";
export * from "./organization.ts";
export * from "./outbox.ts";
export * from "./person.ts";
export * from "./record.ts";
export * from "./registration.ts";
export * from "./seat.ts";
