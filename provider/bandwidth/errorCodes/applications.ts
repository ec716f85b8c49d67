import type { ErrorCodes } from "./errorCodes.js";

/** Codes returned when applications are looked for. */
export const applicationLookUpErrors: ErrorCodes = {
  12103: "Messaging over HTTP isn't set up for the account. Ask Bandwidth to enable it.",
  12130: "Messaging over HTTP isn't enabled on the account. Ask Bandwidth to enable it.",
  12144: "There is no such application in the account. Check `applicationId`.",
  12150: "Voice over HTTP isn't enabled on the account. Ask Bandwidth to enable it.",
  13629: "There is no such application in the account. Check `applicationId`.",
};

/** Codes returned when an application is created, changed or deleted. */
export const applicationErrors: ErrorCodes = {
  ...applicationLookUpErrors,
  12107:
    "The application can't be deleted: the locations (SIP peers) that the message names still use it. First take it out of them.",
  12145: "The application can't be deleted: SIP peers still use it. First take it out of them.",
  12800: "A password is given without its user name. Set `userId`.",
  12801: "Bandwidth doesn't know this `serviceType`. Use `Voice-V2` or `Messaging-V2`.",
  12802: "`inboundCallbackUrl` is missing. A messaging application needs it.",
  12803: "A callback URL isn't a valid internet address. Correct the one that the message names.",
  12806: "`name` is missing.",
  12812: "Credentials need https. Change the URL that they belong to.",
  12960: "Two of the API's older callback URLs contradict each other. Report it as a bug in this package.",
  12961: "A method isn't valid. Use `GET` or `POST`.",
  12962: "A property belongs to the other `serviceType`. Remove the one that the message names.",
  12963: "`callStatusMethod` needs `callStatusCallbackUrl`. Set both or none.",
  12964: "The `serviceType` of an application can't change. Run `pulumi refresh`, then `pulumi up`.",
  12974: "A callback URL isn't valid. Correct the one that the message names.",
  12976: "A user name changes only together with its password. Set `password` too.",
  12977: "A user name needs its password. Set `password` too.",
  13653: "The last voice application can't be deleted while SIP peers have voice over HTTP. First take it out of them.",
};
