/** The address, without language, of a Smart Account or of one of its pages. */
export const accountAddress = (domain: string, page?: string) =>
  `accounts/${encodeURIComponent(domain)}${page ? `/${page}` : ""}`;
