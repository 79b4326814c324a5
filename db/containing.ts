/**
 * A pattern for `like … escape '\'` of text that contains this; a letter that is not plain stands for any, since the
 * database knows of no other letters which are the same in capitals.
 */
export const containing = (text: string) =>
  `%${text.replace(/[\\%_]/gu, "\\$&").replace(/[^\p{ASCII}]/gu, "_")}%`;
