import {
  administratorsPage,
  authorizationPage,
  companyPage,
  customerPage,
  identityPage,
  reviewCustomerPage,
  reviewOwnPage,
} from "#functions/views/accounts/steps.ts";
import {
  saveAdministrators,
  saveAuthorization,
  saveCompany,
  saveCustomer,
  saveIdentity,
} from "#functions/use-cases/account/save-answers.ts";
import { sendCustomerRequest, sendOwnRequest } from "#functions/use-cases/account/send.ts";
import { act, resource, show } from "#functions/http/address.ts";

const authorization = { place: "accounts/new/authorization", query: authorizationPage };
const identity = { place: "accounts/new/identity", query: identityPage };
const company = { place: "accounts/new/company", query: companyPage };
const administrators = { place: "accounts/new/administrators", query: administratorsPage };
const reviewOwn = { place: "accounts/new/review", query: reviewOwnPage };
const customer = { place: "accounts/for-customer", query: customerPage };
const reviewCustomer = { place: "accounts/for-customer/review", query: reviewCustomerPage };

/** Requests for a Smart Account: for one's own company, and for a customer (functions/README.md, Addresses). */
export const accounts = resource()
  .at("accounts/new/authorization", { get: show(authorization), post: act(saveAuthorization, authorization) })
  .at("accounts/new/identity", { get: show(identity), post: act(saveIdentity, identity) })
  .at("accounts/new/company", { get: show(company), post: act(saveCompany, company) })
  .at("accounts/new/administrators", {
    get: show(administrators),
    post: act(saveAdministrators, administrators),
  })
  .at("accounts/new/review", { get: show(reviewOwn), post: act(sendOwnRequest, reviewOwn) })
  .at("accounts/for-customer", { get: show(customer), post: act(saveCustomer, customer) })
  .at("accounts/for-customer/review", {
    get: show(reviewCustomer),
    post: act(sendCustomerRequest, reviewCustomer),
  }).routes;
