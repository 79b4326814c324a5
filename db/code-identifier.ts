/** An identifier of better-auth's that holds for one browser. */
export const boundTo = (mark: string, identifier: string) => `${identifier} ${mark}`;

/** How the identifiers of all codes of an address begin. */
export const codesOf = (email: string) => codeIdentifier(email, "");

/** The identifier under which better-auth keeps the code of an address for a browser. */
export const codeIdentifier = (email: string, mark: string) => boundTo(mark, `sign-in-otp-${email}`);
