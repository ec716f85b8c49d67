import { tnSettingErrors } from "./bandwidth/errorCodes/tnSettings.js";
import { passwordErrors } from "./bandwidth/errorCodes/users.js";
import type { Operation } from "./bandwidth/operations.js";
import { manuals } from "./commandLine/manuals.js";
import type { Utility } from "./pulumi/definition/package.js";

/** What the package offers besides resources and look-ups. */
export const utilities: readonly (Utility & { operations: readonly Operation[] })[] = [
  {
    name: "parseNotification",
    description: "Reads what a `Subscription` sends to a service. In `pulumi-bandwidth/callbacks`.",
    operations: ["POST /callbacks/notificationCallbackApi"],
  },
  {
    name: "parsePortOutValidation",
    description: "Reads the question whether a number may be ported away. In `pulumi-bandwidth/callbacks`.",
    operations: ["POST /callbacks/portOutValidationCallbackApi"],
  },
  {
    name: "pulumi-bandwidth adopt",
    description: "Writes an existing account as a program and an import file.",
    operations: [
      "GET /accounts/{accountId}/sites",
      "GET /accounts/{accountId}/sites/{siteId}",
      "GET /accounts/{accountId}/sites/{siteId}/sippeers",
      "GET /accounts/{accountId}/sites/{siteId}/sippeers/{sippeerId}",
      "GET /accounts/{accountId}/sites/{siteId}/sippeers/{sippeerId}/tns",
      "GET /accounts/{accountId}/externalTns",
      "GET /accounts/{accountId}/e911s",
      "GET /accounts/{accountId}/lidbs",
      "GET /accounts/{accountId}/dldas",
      "GET /accounts/{accountId}/sipcredentials",
      "GET /accounts/{accountId}/subscriptions",
      "GET /tns/{tn}",
    ],
    manual: manuals.adopt,
  },
  {
    name: "pulumi-bandwidth report",
    description:
      "Shows what an account has, and in what it differs from the stacks. For a terminal, as CSV, JSON or HTML.",
    operations: [
      "GET /accounts/{accountId}/sites",
      "GET /accounts/{accountId}/sites/{siteId}/sippeers",
      "GET /accounts/{accountId}/sites/{siteId}/sippeers/{sippeerId}/tns",
      "GET /accounts/{accountId}/inserviceNumbers",
      "GET /accounts/{accountId}/applications",
      "GET /accounts/{accountId}/sites/{siteId}/sippeers/{sippeerId}/products/messaging/features/sms",
      "GET /accounts/{accountId}/tnPortoutPasscodes",
      "GET /accounts/{accountId}/orders",
      "GET /accounts/{accountId}/disconnects",
      "GET /accounts/{accountId}/portins",
      "GET /accounts/{accountId}/portouts",
      "GET /accounts/{accountId}/tnoptions",
      "GET /accounts/{accountId}/e911s",
      "GET /accounts/{accountId}/lidbs",
      "GET /accounts/{accountId}/dldas",
      "GET /accounts/{accountId}/externalTns",
      "GET /accounts/{accountId}/lsrorders",
      "GET /accounts/{accountId}/realms",
      "GET /accounts/{accountId}/sipcredentials",
      "GET /accounts/{accountId}/subscriptions",
      "GET /tns/{tn}",
      "GET /tns/{tn}/tndetails",
    ],
    manual: manuals.report,
  },
  {
    name: "pulumi-bandwidth set-password",
    description: "Changes a user's password from the command line.",
    operations: ["PUT /users/{userid}/password"],
    manual: manuals["set-password"],
    errors: passwordErrors,
  },
  {
    name: "pulumi-bandwidth set-tn-options",
    description: "Sets call forwarding, calling name display or SMS of one number, from the command line, at once.",
    operations: [
      "PUT /accounts/{accountId}/sites/{siteId}/sippeers/{sippeerId}/tns/{tn}",
      "GET /accounts/{accountId}/sites/{siteId}/sippeers/{sippeerId}/tns/{tn}",
      "GET /tns/{tn}/tndetails",
      "GET /accounts/{accountId}/inserviceNumbers/{tn}",
      "GET /accounts/{accountId}/sites/{siteId}/sippeers/{sippeerId}/tns",
    ],
    manual: manuals["set-tn-options"],
    errors: tnSettingErrors,
  },
  {
    name: "pulumi-bandwidth migrate",
    description: "Makes the state of dynamic resources into the plugin's. Sends nothing.",
    operations: [],
    manual: manuals.migrate,
  },
];
