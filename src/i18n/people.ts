/** The page on which agents see the person behind an address, without language. */
export const personAddress = (email: string) => `people?${new URLSearchParams({ email }).toString()}`;
