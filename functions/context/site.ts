/** The three groups of a /48. */
const third = "ffff:ffff:ffff".length;

/** The site that an IPv6 network (/64) belongs to: its /48; null for any other network. */
export const siteOf = (network: string | null) =>
  network?.includes(":") ? `${network.slice(0, third)}::/48` : null;
