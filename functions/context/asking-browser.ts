/** A browser that asks for the code of an address, or in which that code is entered. */
export interface AskingBrowser {
  readonly email: string;
  /** The hash of what binds it to its codes. */
  readonly mark: string;
  /** What shows that its person has signed in in it, or reads what is written to the address; null: a stranger's. */
  readonly voucher: string | null;
}
