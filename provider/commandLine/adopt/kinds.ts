import { typesWhere } from "../types.js";

/** Credentials are read once it is known which realms are in the program. */
export const CREDENTIAL = "SipCredential";
/** Those that others refer to. */
export const FIRST = typesWhere(({ standsAlone, referredBy }) => standsAlone === true && referredBy !== undefined);
/** Those that stand for themselves: nothing of a site or a number leads to them. */
export const BY_THEMSELVES = typesWhere(
  ({ name, standsAlone, referredBy }) => standsAlone === true && referredBy === undefined && name !== CREDENTIAL,
);
/** Records that orders set on numbers. The API lists the orders. */
export const RECORDS = typesWhere(({ numbers, list }) => numbers === "described" && list !== undefined);
