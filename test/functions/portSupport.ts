import type { Desk } from "./support.js";

/** A site with a peer, for ports to come to. */
export async function placeOf(desk: Desk) {
  const siteId = await desk.caller.createSite();
  const sipPeerId = await desk.caller.createPeer(siteId);
  return { siteId, sipPeerId };
}

/** Places a port-in as a bare caller does, and gives its id. */
export async function placePortIn(
  desk: Desk,
  siteId: string,
  numbers: string[],
  { billing = numbers[0], triggered = false, inner = "" } = {},
): Promise<string> {
  const list = numbers.map((number) => `<PhoneNumber>${number}</PhoneNumber>`).join("");
  const address =
    "<HouseNumber>11235</HouseNumber><StreetName>Back</StreetName><City>Denver</City><StateCode>CO</StateCode><Zip>27541</Zip>";
  const subscriber = `<SubscriberType>BUSINESS</SubscriberType><BusinessName>Initech</BusinessName><ServiceAddress>${address}</ServiceAddress>`;
  const made = await desk.caller.post(
    "/portins",
    `<LnpOrder>${inner}<BillingTelephoneNumber>${billing}</BillingTelephoneNumber><SiteId>${siteId}</SiteId><Subscriber>${subscriber}</Subscriber><LoaAuthorizingPerson>The Authguy</LoaAuthorizingPerson><WirelessInfo><AccountNumber>771297665AABC</AccountNumber><PinNumber>3141592</PinNumber></WirelessInfo><ListOfPhoneNumbers>${list}</ListOfPhoneNumbers><Triggered>${triggered}</Triggered></LnpOrder>`,
  );
  if (made.status !== 201) throw new Error(made.text);
  return made.id;
}

/** Uploads a file, and gives its name. */
export async function upload(desk: Desk, orderId: string, content: string | Uint8Array, type = "application/pdf") {
  const { baseUrl, accountId, credentials } = desk.simulator;
  const response = await fetch(`${baseUrl}/accounts/${accountId}/portins/${orderId}/loas`, {
    method: "POST",
    headers: { Authorization: `Bearer ${credentials.accessToken}`, "Content-Type": type },
    body: Buffer.from(content),
  });
  return response.headers.get("location")?.split("/").at(-1) ?? "";
}
