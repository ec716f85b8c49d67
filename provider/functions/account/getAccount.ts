import { z } from "zod";
import { normalizeTelephoneNumber } from "../../bandwidth/values/telephoneNumber.js";
import { lookup } from "../../resources/define.js";
import { siteAddress } from "../../resources/properties/address.js";
import { id } from "../../resources/properties/fields.js";

const contact = z
  .object({
    firstName: z.string().optional().describe("First name."),
    lastName: z.string().optional().describe("Last name."),
    phone: z.string().optional().describe("Telephone number, as E.164 if it is one."),
    email: z.string().optional().describe("E-mail address."),
  })
  .meta({ typeName: "AccountContact" });

/** An account's address has the parts of a site's address. Any of them may be missing, and its type may be another. */
const address = z
  .object({
    ...siteAddress.partial().shape,
    addressType: z.string().optional().describe("The API's word, such as `Service`."),
  })
  .meta({ typeName: "AccountAddress" });

/** The account of the credentials and the configuration. */
export const getAccount = lookup({
  name: "getAccount",
  description: `The Bandwidth account that the provider works on: its owner, and what it may do.

With it, a preview shows early whether the account id, the credentials and the base URL fit together.`,
  operations: ["GET /accounts/{accountId}"],
  inputs: z.object({}),
  outputs: z.object({
    accountId: id().describe("Id of the account, as configured."),
    companyName: z.string().optional().describe("Name of the company."),
    accountType: z.string().optional().describe("Kind of account, in the API's word, such as `Business`."),
    globalAccountNumber: z.string().optional().describe("Number of the account in Bandwidth's other systems."),
    associatedCatapultAccount: z
      .string()
      .optional()
      .describe("Id of the account for the older voice and messaging API, such as `u-…`."),
    nenaId: z.string().optional().describe("Company id at NENA, for emergency calling."),
    tiers: z.array(z.string()).describe("Tiers of numbers that the account may order, `0` to `5`."),
    address: address.optional().describe("Address of the company."),
    contact: contact.optional().describe("Whom Bandwidth talks to."),
    reservationAllowed: z.boolean().optional().describe("Whether numbers may be reserved before they are ordered."),
    lnpEnabled: z.boolean().optional().describe("Whether numbers may be ported in."),
    spid: z.string().optional().describe("Service provider id (SPID)."),
    altSpid: z.string().optional().describe("Alternative service provider id."),
    portCarrierType: z.string().optional().describe("Kind of carrier for ports, such as `WIRELINE`."),
  }),

  async invoke({ api, signal }) {
    const { contact, ...account } = await api.account.get(signal);
    const phone = contact?.phone && (normalizeTelephoneNumber(contact.phone) ?? contact.phone);
    return { ...account, contact: contact && { ...contact, phone } };
  },
});
