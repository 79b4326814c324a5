import { branchBFaces, otherWaysFaces } from "./organization.ts";
import { awayFaces, brokenFaces, problemFaces } from "./problems.ts";
import { publicFaces } from "./public.ts";
import { signInFaces } from "./sign-in.ts";
import { verifyFaces } from "./verify.ts";

/** All faces of the product, in an order in which they can be reached on one portal. */
export const every = [
  publicFaces,
  signInFaces,
  verifyFaces,
  branchBFaces,
  otherWaysFaces,
  problemFaces,
  awayFaces,
  brokenFaces,
];
