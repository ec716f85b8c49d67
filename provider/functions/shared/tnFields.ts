import { z } from "zod";
import { telephoneNumber } from "../../resources/properties/fields.js";
import { missing } from "./missing.js";

const optional = (text: string) => z.string().optional().describe(text);

/** The number to look up. */
export const tnInput = z.object({
  telephoneNumber: telephoneNumber()
    .describe("The number: 10 digits, 1 and 10 digits, or E.164, such as `+19195550100`.")
    .meta({ example: "+19195550100" }),
});

/** The number that was looked up. */
export const askedNumber = z.string().describe("The number, as E.164.");

/** What `/tns` says about every number. */
export const listedTn = {
  telephoneNumber: askedNumber,
  status: optional("State in the API's word: `Inservice`, `InAccount`, `Aging`, `Available`, `Reserved` …"),
  accountId: optional("The account that has it, if any."),
  city: optional("City that it mostly serves. Less exact than the rate center."),
  state: optional("Two letters of its state."),
  rateCenter: optional("Abbreviation of its rate center."),
  lata: optional("Its LATA."),
  tier: optional("Its tier, `0` to `5`."),
  vendorId: optional("Id of the carrier that has it."),
  vendorName: optional("Name of the carrier that has it."),
  lastModified: optional("When it last changed, in the API's own form."),
  inServiceDate: optional("When it came into service, in the API's own form, if the API gives it."),
};

/** A site by its id and name. */
export const siteName = z
  .object({ siteId: z.string().describe("Id of the site."), name: optional("Name of the site.") })
  .meta({ typeName: "TnSite" });

/** A SIP peer by its id and name. */
export const sipPeerName = z
  .object({ sipPeerId: z.string().describe("Id of the SIP peer."), name: optional("Name of the SIP peer.") })
  .meta({ typeName: "TnSipPeer" });

/** The answer about the number, or the error that the API doesn't know it. */
export function known<Told>(told: Told | undefined, number: string): Told {
  if (told !== undefined) return told;
  throw missing(
    "telephoneNumber",
    number,
    "telephone number that Bandwidth gives this for",
    "a number as in +19195550100",
  );
}
