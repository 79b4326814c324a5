import {
  saveAdministrators,
  saveAuthorization,
  saveCompany,
  saveCustomer,
  saveIdentity,
} from "#functions/use-cases/account/save-answers.ts";
import { sendCustomerRequest, sendOwnRequest } from "#functions/use-cases/account/send.ts";
import { resource } from "./address.ts";

/** Requests for a Smart Account: for one's own company, and for a customer (contract.md, Addresses). */
export const accounts = resource()
  .page("accounts/new/authorization", { post: saveAuthorization })
  .page("accounts/new/identity", { post: saveIdentity })
  .page("accounts/new/company", { post: saveCompany })
  .page("accounts/new/administrators", { post: saveAdministrators })
  .page("accounts/new/review", { post: sendOwnRequest })
  .page("accounts/for-customer", { post: saveCustomer })
  .page("accounts/for-customer/review", { post: sendCustomerRequest }).routes;
