import { afterEach, beforeEach, expect, test } from "vitest";
import type { Values } from "../../provider/pulumi/values/values.js";
import { Desk } from "./support.js";

let desk: Desk;
beforeEach(async () => {
  desk = await Desk.open();
});
afterEach(() => desk.close());

const number = "+19195550104";
const orderId = "0f0e5c37-9d3c-4a55-8a55-6b1c1d6d3a01";
const place = { siteId: "13606", sipPeerId: "500709" };
const found = "<Latitude>35.7</Latitude><Longitude>-78.6</Longitude><ValidationStatus>VALID</ValidationStatus>";

/** A look-up, the answer to it, and what it has to tell of that answer. */
const cases: [name: string, args: Values, path: RegExp, body: string, told: Values][] = [
  [
    "getReport",
    { reportId: "100020" },
    /\/reports\/100020$/,
    "<ReportResponse><Report><Id>100020</Id><Parameters><Parameter><Name>Side</Name><ValueFilter>left;right</ValueFilter></Parameter></Parameters></Report></ReportResponse>",
    { parameters: [{ name: "Side", valueFilter: "left;right" }] },
  ],
  [
    "getE911Order",
    { orderId },
    /\/e911s\//,
    `<E911Order><OrderId>${orderId}</OrderId><ProcessingStatus>ADJUSTED_COMPLETE</ProcessingStatus><AdditionalAddresses><Address><LocationId>Attic</LocationId>${found}<Adjusted>true</Adjusted></Address></AdditionalAddresses></E911Order>`,
    {
      additionalAddresses: [
        { locationId: "Attic", latitude: "35.7", longitude: "-78.6", validationStatus: "VALID", adjusted: true },
      ],
    },
  ],
  [
    "getCoveredRateCenter",
    { rateCenterId: "7" },
    /coveredRateCenters\/7$/,
    "<CoveredRateCenter><Id>7</Id><Name>A</Name><Abbreviation>A</Abbreviation><State>NC</State><LimitedAvailableNumberCount>4</LimitedAvailableNumberCount></CoveredRateCenter>",
    { limitedAvailableNumberCount: 4 },
  ],
  [
    "getProducts",
    {},
    /\/products$/,
    "<AccountProductsResponse><Products><Product><Name>Numbers</Name><CountrySettings><CountrySetting><CountryCodeA3>NLD</CountryCodeA3><PhoneNumberType>MOBILE</PhoneNumberType><Features><Feature><FeatureName>Lend</FeatureName><IsDisabled>true</IsDisabled></Feature></Features></CountrySetting></CountrySettings></Product></Products></AccountProductsResponse>",
    {
      products: [
        {
          countrySettings: [
            { countryCodeA3: "NLD", phoneNumberType: "MOBILE", features: [{ name: "Lend", isDisabled: true }] },
          ],
        },
      ],
    },
  ],
  [
    "getSipPeerTotalTns",
    { ...place, features: ["DLDA", "DA"] },
    /totaltns/,
    "<SipPeerTelephoneNumbersCountResponse><SipPeerTelephoneNumbersCount><SipPeerTelephoneNumbersCount>9</SipPeerTelephoneNumbersCount><DldaTelephoneNumbersCount>3</DldaTelephoneNumbersCount><DaTelephoneNumbersCount>2</DaTelephoneNumbersCount></SipPeerTelephoneNumbersCount></SipPeerTelephoneNumbersCountResponse>",
    { count: 9, dldaCount: 3, daCount: 2 },
  ],
  [
    "getPortIns",
    {},
    /\/portins/,
    `<LNPResponseWrapper><TotalCount>1</TotalCount><lnpPortInfoForGivenStatus><OrderId>${orderId}</OrderId><CompanyName>Bakery</CompanyName><TargetRespOrgId>AAA01</TargetRespOrgId><ControllingRespOrgId>BBB01</ControllingRespOrgId><RespOrgException>true</RespOrgException></lnpPortInfoForGivenStatus></LNPResponseWrapper>`,
    {
      portIns: [
        { companyName: "Bakery", targetRespOrgId: "AAA01", controllingRespOrgId: "BBB01", respOrgException: true },
      ],
    },
  ],
  [
    "getPortIn",
    { orderId },
    /\/portins\//,
    "<LnpOrderResponse><ProcessingStatus>INVALID_DRAFT_TFNS</ProcessingStatus><Subscriber><VatNumber>NL77</VatNumber></Subscriber><TollFreeValidationErrors><ErrorList><Error><Code>7642</Code><Description>spare</Description><TelephoneNumbers><Tn>8005550101</Tn><Tn>8005550102</Tn></TelephoneNumbers></Error></ErrorList></TollFreeValidationErrors></LnpOrderResponse>",
    {
      vatNumber: "NL77",
      errors: [
        { code: "7642", description: "spare", telephoneNumber: "+18005550101" },
        { code: "7642", description: "spare", telephoneNumber: "+18005550102" },
      ],
    },
  ],
  [
    "getTnDetails",
    { telephoneNumber: number },
    /tndetails/,
    `<TelephoneNumberResponse><TelephoneNumberDetails><FullNumber>9195550104</FullNumber><Country>NL</Country><TnType>mobile</TnType><OnNetVendor>false</OnNetVendor><Features><E911><Status>Success</Status><Address><City>Raleigh</City>${found}</Address></E911><Lidb><Status>Pending</Status></Lidb><Dlda><Status>Failed</Status><ListingType>LISTED</ListingType></Dlda></Features></TelephoneNumberDetails></TelephoneNumberResponse>`,
    {
      ...{ country: "NL", tnType: "mobile", onNetVendor: false },
      emergency: { status: "Success" },
      emergencyAddress: { address: { city: "Raleigh", latitude: "35.7", longitude: "-78.6" } },
      callingName: { status: "Pending" },
      listing: { status: "Failed", listingType: "LISTED" },
    },
  ],
  [
    "getSipPeer",
    place,
    /sippeers\/500709$/,
    "<SipPeerResponse><SipPeer><PeerId>500709</PeerId><PeerName>Main</PeerName><BillingIdentifier>B-7</BillingIdentifier><CallVerificationEnabled>true</CallVerificationEnabled><PindropEnabled>false</PindropEnabled><SsSendToCustomer>VERSTAT</SsSendToCustomer><PremiseTrunks>one</PremiseTrunks><Products><Product>Origination</Product></Products><OriginationRoutePlan><Id>5</Id><Route><Priority>1</Priority><Endpoint>192.0.2.7</Endpoint></Route></OriginationRoutePlan></SipPeer></SipPeerResponse>",
    {
      ...{ name: "Main", billingIdentifier: "B-7", callVerificationEnabled: true, pindropEnabled: false },
      ...{ ssSendToCustomer: "VERSTAT", premiseTrunks: "one", products: ["Origination"] },
      originationRoutePlan: { routePlanId: "5", routes: [{ endpoint: "192.0.2.7", priority: 1 }] },
    },
  ],
  [
    "getAvailableNumbers",
    { areaCode: "919", enableTnDetail: true },
    /availableNumbers/,
    "<SearchResult><ResultCount>1</ResultCount><TelephoneNumberDetailList><TelephoneNumberDetail><CountryCodeA3>USA</CountryCodeA3><PhoneNumberType>GEOGRAPHIC</PhoneNumberType><AreaCode>919</AreaCode><FullNumber>+19195550104</FullNumber></TelephoneNumberDetail></TelephoneNumberDetailList></SearchResult>",
    { details: [{ countryCodeA3: "USA", phoneNumberType: "GEOGRAPHIC", areaCode: "919" }] },
  ],
  [
    "getAvailableNumbers",
    { areaCode: "919", enableTnDetail: true },
    /availableNumbers/,
    "<SearchResult><ResultCount>1</ResultCount><TelephoneNumberDetailList><TelephoneNumberDetail><TelephoneNumber>9195550104</TelephoneNumber><City>Cary</City></TelephoneNumberDetail></TelephoneNumberDetailList></SearchResult>",
    { telephoneNumbers: [number], details: [{ telephoneNumber: number, city: "Cary" }] },
  ],
];

test.each(cases)("%s tells all of the answer", async (name, args, path, body, told) => {
  desk.simulator.faults.on("GET", path, { kind: "status", status: 200, body });

  expect(await desk.look(name, args)).toMatchObject(told);
});

test("getTn tells since when the number is in service", async () => {
  const about = "<Status>Inservice</Status><InServiceDate>2026-02-01T10:00:00Z</InServiceDate><AccountId>5</AccountId>";
  const body = `<TelephoneNumberResponse>${about}</TelephoneNumberResponse>`;
  const details = `<TelephoneNumberResponse><TelephoneNumberDetails>${about}</TelephoneNumberDetails></TelephoneNumberResponse>`;
  desk.simulator.faults.on("GET", /tns\/\d+$/, { kind: "status", status: 200, body });
  desk.simulator.faults.on("GET", /tndetails/, { kind: "status", status: 200, body: details });

  expect(await desk.look("getTn", { telephoneNumber: number })).toMatchObject({
    inServiceDate: "2026-02-01T10:00:00Z",
  });
});

test("getLnpCheck names what an error is about, also when it is no number", async () => {
  const body =
    "<NumberPortabilityResponse><Errors><Code>7201</Code><Description>invalid</Description><TelephoneNumbers><Tn>91955</Tn></TelephoneNumbers></Errors></NumberPortabilityResponse>";
  desk.simulator.faults.on("POST", /lnpchecker/, { kind: "status", status: 200, body });

  const { errors } = await desk.look("getLnpCheck", { telephoneNumbers: [number] });

  expect(errors).toEqual([{ telephoneNumber: "91955", code: "7201", description: "invalid" }]);
});
