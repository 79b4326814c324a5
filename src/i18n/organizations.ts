/** The address of an organization's page, or of one of its parts, without language. */
export const organizationAddress = (id: string, part = "") =>
  `organizations/${encodeURIComponent(id)}${part && `/${part}`}`;

/** The address of an alert, without language. */
export const alertAddress = (id: string, alert: string) =>
  organizationAddress(id, `reports/alerts/${encodeURIComponent(alert)}`);
