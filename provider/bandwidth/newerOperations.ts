/**
 * Operations of Bandwidth's newer specifications that its reference does not list, and that this package uses
 * (docs/maintainers/beyond.md#addresses-of-the-parts). They are here by subject. `test/coverage.test.ts` fails when nothing names one.
 */
export const newerOperations = [
  "GET /accounts/{accountId}/applications",
  "POST /accounts/{accountId}/applications",
  "GET /accounts/{accountId}/applications/{applicationId}",
  "PUT /accounts/{accountId}/applications/{applicationId}",
  "PATCH /accounts/{accountId}/applications/{applicationId}",
  "DELETE /accounts/{accountId}/applications/{applicationId}",
  "GET /accounts/{accountId}/applications/{applicationId}/associatedsippeers",
  // Messaging of the account.
  "GET /accounts/{accountId}/products/messaging/settings",
  "GET /accounts/{accountId}/products/messaging/features/sms",
  "GET /accounts/{accountId}/products/messaging/a2pCampaigns",
  "GET /accounts/{accountId}/products/messaging/routes",
  // Many numbers at once.
  "POST /tns",
  // Moves of numbers.
  "GET /accounts/{accountId}/moveTns",
  "POST /accounts/{accountId}/moveTns",
  "GET /accounts/{accountId}/moveTns/{orderId}",
  "GET /accounts/{accountId}/moveTns/{orderId}/history",
  // SIP realms and the credentials on them.
  "GET /accounts/{accountId}/realms",
  "POST /accounts/{accountId}/realms",
  "GET /accounts/{accountId}/realms/{realm}",
  "PUT /accounts/{accountId}/realms/{realm}",
  "DELETE /accounts/{accountId}/realms/{realm}",
  "GET /accounts/{accountId}/realms/{realmId}/sipcredentials",
  "POST /accounts/{accountId}/realms/{realmId}/sipcredentials",
  "GET /accounts/{accountId}/realms/{realmId}/sipcredentials/{credentialId}",
  "PUT /accounts/{accountId}/realms/{realmId}/sipcredentials/{credentialId}",
  "DELETE /accounts/{accountId}/realms/{realmId}/sipcredentials/{credentialId}",
  // Options of numbers.
  "GET /accounts/{accountId}/tnPortoutPasscodes",
  "POST /accounts/{accountId}/tnPortoutPasscodes",
  // Services of SIP peers.
  "GET /accounts/{accountId}/sites/{siteId}/sippeers/{sippeerId}/products",
  "GET /accounts/{accountId}/sites/{siteId}/sippeers/{sippeerId}/products/origination/settings",
  "POST /accounts/{accountId}/sites/{siteId}/sippeers/{sippeerId}/products/origination/settings",
  "PUT /accounts/{accountId}/sites/{siteId}/sippeers/{sippeerId}/products/origination/settings",
  "GET /accounts/{accountId}/sites/{siteId}/sippeers/{sippeerId}/products/termination/settings",
  "POST /accounts/{accountId}/sites/{siteId}/sippeers/{sippeerId}/products/termination/settings",
  "PUT /accounts/{accountId}/sites/{siteId}/sippeers/{sippeerId}/products/termination/settings",
  "GET /accounts/{accountId}/sites/{siteId}/sippeers/{sippeerId}/products/messaging/features/sms",
  "POST /accounts/{accountId}/sites/{siteId}/sippeers/{sippeerId}/products/messaging/features/sms",
  "PUT /accounts/{accountId}/sites/{siteId}/sippeers/{sippeerId}/products/messaging/features/sms",
  "DELETE /accounts/{accountId}/sites/{siteId}/sippeers/{sippeerId}/products/messaging/features/sms",
  "GET /accounts/{accountId}/sites/{siteId}/sippeers/{sippeerId}/products/messaging/features/mms",
  "POST /accounts/{accountId}/sites/{siteId}/sippeers/{sippeerId}/products/messaging/features/mms",
  "DELETE /accounts/{accountId}/sites/{siteId}/sippeers/{sippeerId}/products/messaging/features/mms",
  "GET /accounts/{accountId}/sites/{siteId}/sippeers/{sippeerId}/products/messaging/applicationSettings",
  "PUT /accounts/{accountId}/sites/{siteId}/sippeers/{sippeerId}/products/messaging/applicationSettings",
  "GET /accounts/{accountId}/sites/{siteId}/sippeers/{sippeerId}/products/messaging/settings",
  "PUT /accounts/{accountId}/sites/{siteId}/sippeers/{sippeerId}/products/messaging/settings",
] as const;

/** The newest specification of the numbers API that is public. */
export const specification = {
  name: "Bandwidth's specification of its numbers API, as of 2023-11-02",
  operations: 354,
  /** Operations of the reference that it doesn't list. */
  without: [
    "GET /accounts/{accountId}/users",
    "GET (v2) /restrictions",
    "GET /tns/{tn}/history",
    "GET /tns/{tn}/tnreservation",
    "GET /users/{userid}",
    "POST /accounts/{accountId}/lineOptionOrders",
    "PUT /users/{userid}/password",
  ],
} as const;

export type NewerOperation = (typeof newerOperations)[number];
