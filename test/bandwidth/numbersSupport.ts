import { afterEach, beforeEach } from "vitest";
import { each, ok, type Scripted, ScriptedApi } from "./scriptedApi.js";

export let api: ScriptedApi;
/** For each test of a file, an API whose answers the test gives. */
export function withScriptedApi(): void {
  beforeEach(async () => {
    api = new ScriptedApi();
    await api.start();
  });
  afterEach(() => api.stop());
}

export const a = { siteId: "12", sipPeerId: "34" };
export const b = { siteId: "12", sipPeerId: "35" };
export const pageOf = (peer: string) => `/sites/12/sippeers/${peer}/tns`;
export const e164 = (...tens: string[]) => tens.map((ten) => `+1${ten}`);
export const run = (count: number, first = 9195550100) => Array.from({ length: count }, (_, n) => String(first + n));

export const peerHas = (tens: string[], attributes = "") =>
  ok(
    `<SipPeerTelephoneNumbersResponse><SipPeerTelephoneNumbers>${tens
      .map((ten) => `<SipPeerTelephoneNumber><FullNumber>${ten}</FullNumber>${attributes}</SipPeerTelephoneNumber>`)
      .join("")}</SipPeerTelephoneNumbers></SipPeerTelephoneNumbersResponse>`,
  );
export const detailsOf = (
  place: { siteId: string; sipPeerId: string },
  more = "<Status>Inservice</Status><AccountId>9</AccountId>",
) =>
  ok(
    `<TelephoneNumberResponse><TelephoneNumberDetails>${more}<Site><Id>${place.siteId}</Id></Site>` +
      `<SipPeer><PeerId>${place.sipPeerId}</PeerId></SipPeer></TelephoneNumberDetails></TelephoneNumberResponse>`,
  );
export const noSuchNumber: Scripted = {
  status: 404,
  body: "<R><ResponseStatus><ErrorCode>15506</ErrorCode><Description>The telephone number does not exist</Description></ResponseStatus></R>",
};
export const inServiceList = (tens: string[]): Scripted =>
  tens.length === 0
    ? { status: 204 }
    : ok(`<TNs><TelephoneNumbers>${each("TelephoneNumber", tens)}</TelephoneNumbers></TNs>`);
