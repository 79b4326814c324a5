/** The address of an organization's page, or of one of its parts, without language. */
export const organizationAddress = (id: string, part = "") =>
  `organizations/${encodeURIComponent(id)}${part && `/${part}`}`;
