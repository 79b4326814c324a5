/** A browser that asks for the code of an address, or in which that code is entered. */
export interface AskingBrowser {
  readonly email: string;
  /** The hash of what binds it to its codes. */
  readonly mark: string;
  /**
   * What shows that its person has signed in in it, or reads what is written to the address: a link, or the way in that is
   * mailed when codes are used up, by its hash; null: a stranger's.
   */
  readonly voucher: "known" | "link" | { readonly wayIn: string } | null;
}
