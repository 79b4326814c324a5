import { customerAccountFaces, ownAccountFaces } from "./account-request.ts";
import { accountFaces } from "./account.ts";
import { alertFaces } from "./alerts.ts";
import { collectorFaces } from "./collector.ts";
import { decideFaces } from "./decide.ts";
import { deviceFaces } from "./devices.ts";
import { escalationFaces } from "./escalation.ts";
import { invitationFaces } from "./invitation.ts";
import { managementFaces } from "./management.ts";
import { branchBFaces } from "./organization.ts";
import { faultFaces, problemFaces } from "./problems.ts";
import { publicFaces } from "./public.ts";
import { reportFaces } from "./reports.ts";
import { requestFaces } from "./request.ts";
import { reviewFaces } from "./review.ts";
import { reviewsFaces } from "./reviews.ts";
import { signInFaces } from "./sign-in.ts";
import { verifyFaces } from "./verify.ts";

/** All faces of the product, in an order in which they can be reached on one portal. */
export const every = [
  publicFaces,
  signInFaces,
  verifyFaces,
  branchBFaces,
  decideFaces,
  collectorFaces,
  managementFaces,
  deviceFaces,
  alertFaces,
  invitationFaces,
  requestFaces,
  reviewFaces,
  escalationFaces,
  reviewsFaces,
  reportFaces,
  accountFaces,
  customerAccountFaces,
  ownAccountFaces,
  problemFaces,
  faultFaces,
];
