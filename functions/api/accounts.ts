import { customerAccount, ownAccount } from "#src/domain/journeys/account/account.ts";
import { accountStepPages } from "#functions/views/accounts/steps.ts";
import { placeOf } from "#functions/standing/account-preparation.ts";
import { saveStep } from "#functions/use-cases/account/save-answers.ts";
import { sendCustomerRequest, sendOwnRequest } from "#functions/use-cases/account/send.ts";
import type { Command } from "#functions/command/command.ts";
import { act, type Page, resource, show } from "#functions/http/address.ts";

const routes = resource();

function at(place: keyof typeof accountStepPages, command: Command) {
  const page: Page<unknown, unknown> = { place, query: accountStepPages[place] };
  routes.at(place, { get: show(page), post: act(command, page) });
}

for (const step of ownAccount)
  at(placeOf("own", step.id), "read" in step ? saveStep("own", step) : sendOwnRequest);
for (const step of customerAccount)
  at(placeOf("customer", step.id), "read" in step ? saveStep("customer", step) : sendCustomerRequest);

/** Requests for a Smart Account, a page for each step: for one's own company, and for a customer (functions/README.md, Addresses). */
export const accounts = routes.routes;
