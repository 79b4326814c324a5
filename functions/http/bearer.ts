import type { Exchange } from "./exchange.ts";

/** The key that a machine shows, however its header is written; undefined: none that could be one. */
export const bearerOf = ({ req }: Exchange) =>
  /^Bearer +(\S{1,200})$/iu.exec(req.header("Authorization") ?? "")?.[1];
