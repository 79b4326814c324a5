import { customerAccount, ownAccount } from "#src/domain/journeys/account/account.ts";
import { resource } from "#functions/http/address.ts";
import { placeOf } from "#functions/standing/account-preparation.ts";
import { saveStep } from "#functions/use-cases/account/save-step.ts";
import { sendCustomerRequest, sendOwnRequest } from "#functions/use-cases/account/send.ts";

const routes = resource();

for (const step of ownAccount)
  routes.page(placeOf("own", step.id), { post: "read" in step ? saveStep("own", step) : sendOwnRequest });
for (const step of customerAccount)
  routes.page(placeOf("customer", step.id), {
    post: "read" in step ? saveStep("customer", step) : sendCustomerRequest,
  });

/** Requests for a Smart Account, a page for each step: for one's own company, and for a customer (functions/README.md, Addresses). */
export const accounts = routes.routes;
