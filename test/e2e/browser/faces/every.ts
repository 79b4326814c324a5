import { customerAccountFaces, ownAccountFaces } from "./account-request.ts";
import { accountFaces } from "./account.ts";
import { alertFaces } from "./alerts.ts";
import { collectorFaces } from "./collector.ts";
import { decideFaces } from "./decide.ts";
import { deviceFaces } from "./devices.ts";
import { escalationFaces } from "./escalation.ts";
import { identityFaces } from "./identities.ts";
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

/** What is seen of branch B and by the administrator whom it makes, in an order in which it can be reached on one portal. */
const ofOrganizations = [
  publicFaces,
  signInFaces,
  identityFaces,
  verifyFaces,
  branchBFaces,
  decideFaces,
  collectorFaces,
  managementFaces,
  escalationFaces,
];

/** All else; nothing in it needs what the other part has done. */
const ofTheRest = [
  deviceFaces,
  alertFaces,
  invitationFaces,
  requestFaces,
  reviewFaces,
  reviewsFaces,
  reportFaces,
  accountFaces,
  customerAccountFaces,
  ownAccountFaces,
  problemFaces,
  faultFaces,
];

/** All faces of the product. */
export const every = { ofOrganizations, ofTheRest };
