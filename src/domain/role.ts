/** What a person may do in an organization (README.md 2.7), in the words of forms and addresses. */
export const customerRoles = ["customer-administrator", "customer-user"] as const;

export type CustomerRole = (typeof customerRoles)[number];

/** What a person may do in a whole Smart Account (README.md 5.5). */
export const smartAccountRoles = [
  "smart-account-administrator",
  "smart-account-user",
  "smart-account-viewer",
] as const;

/** What a person may do in one virtual account of it. */
export const virtualAccountRoles = ["virtual-account-administrator", "virtual-account-user"] as const;

export const roles = [...customerRoles, ...smartAccountRoles, ...virtualAccountRoles] as const;

export type Role = (typeof roles)[number];

export const isCustomerRole = (text: string | undefined): text is CustomerRole =>
  (customerRoles as readonly (string | undefined)[]).includes(text);
