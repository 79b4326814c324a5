/** What a person may do in an organization (product.md 2.7), in the words of forms and addresses. */
export const customerRoles = ["customer-administrator", "customer-user"] as const;

export type CustomerRole = (typeof customerRoles)[number];
