/** The page on which agents see the person behind an address, without language. */
export const personAddress = (email: string) => `people?${new URLSearchParams({ email }).toString()}`;

/** The same page about an organization, and about a Smart Account. */
export const organizationStory = (organization: string) =>
  `people?${new URLSearchParams({ organization }).toString()}`;

export const accountStory = (account: string) => `people?${new URLSearchParams({ account }).toString()}`;
