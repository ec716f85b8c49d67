import { describe, expect, it } from "vitest";
import { type PortInData, portIns } from "../../provider/bandwidth/porting/portIns.js";
import { failure, useServer } from "./helpers/client.js";
import { inOrder, xml } from "./helpers/server.js";

const context = useServer();
/** An answer from something in front of the API. */
const html = (status: number) => ({ status, body: "<html>No.</html>", headers: { "content-type": "text/html" } });
const ID = "03f194d5-3932-4e9f-8ba1-03ef767985e5";
const lastBody = () => context.server.received.at(-1)?.body ?? "";

const data: PortInData = {
  billingTelephoneNumber: "+13035550111",
  siteId: "743",
  sipPeerId: "303716",
  subscriber: {
    subscriberType: "BUSINESS",
    businessName: "Joe & Sons",
    serviceAddress: { zip: "80203", streetName: "Lincoln", houseNumber: "1700", city: "Denver", stateCode: "CO" },
  },
  loaAuthorizingPerson: "Joe Smith",
  wirelessInfo: { accountNumber: "77129", pinNumber: "0042" },
  protected: true,
  telephoneNumbers: ["+13035550111"],
  triggered: true,
};

/** A port-in as it reads, in the sequence of the reference's sample. */
const order = (status: string, inner = "") =>
  xml(
    `<LnpOrderResponse>${inner}<ProcessingStatus>${status}</ProcessingStatus><CustomerOrderId>id 1</CustomerOrderId>` +
      "<RequestedFocDate>2026-03-25T21:15:00.000Z</RequestedFocDate><LoaAuthorizingPerson>Joe Smith</LoaAuthorizingPerson>" +
      "<Subscriber><SubscriberType>BUSINESS</SubscriberType><ServiceAddress><HouseNumber>1700</HouseNumber>" +
      "<AddressType>Service</AddressType></ServiceAddress></Subscriber>" +
      "<TnAttributes><TnAttribute>Protected</TnAttribute></TnAttributes>" +
      "<BillingTelephoneNumber>3035550111</BillingTelephoneNumber><ListOfPhoneNumbers>" +
      "<PhoneNumber>3035550111</PhoneNumber><PhoneNumber>3035550112</PhoneNumber></ListOfPhoneNumbers>" +
      "<AccountId>20</AccountId><SiteId>743</SiteId><PeerId>303716</PeerId><LosingCarrierName>Mock</LosingCarrierName>" +
      "<PartialPort>false</PartialPort><Triggered>true</Triggered><PortType>AUTOMATED</PortType></LnpOrderResponse>",
  );

const refusal = (status: number, code: string, description = "No.") =>
  xml(
    `<LnpOrderResponse><Status><Code>${status}</Code><Description>Validation Failed.</Description></Status>` +
      `<Errors><Code>${code}</Code><Description>${description}</Description></Errors></LnpOrderResponse>`,
    status,
  );

const activation = (code: string, status: number) =>
  xml(
    `<ActivationStatusResponse><ResponseStatus><ErrorCode>${code}</ErrorCode><Description>No.</Description>` +
      "</ResponseStatus></ActivationStatusResponse>",
    status,
  );

describe("requesting numbers", () => {
  it("writes the elements in the reference's sequence, and numbers with ten digits", async () => {
    const client = context.client({}, () => ({ status: 201, headers: { location: `https://x/portins/${ID}` } }));
    expect(await portIns(client).submit(data, "id 1", {})).toEqual({ orderId: ID, status: undefined });
    expect(lastBody()).toContain(
      "<LnpOrder><CustomerOrderId>id 1</CustomerOrderId><BillingTelephoneNumber>3035550111</BillingTelephoneNumber>" +
        "<SiteId>743</SiteId><PeerId>303716</PeerId><Subscriber><SubscriberType>BUSINESS</SubscriberType>" +
        "<BusinessName>Joe &amp; Sons</BusinessName><ServiceAddress><HouseNumber>1700</HouseNumber>" +
        "<StreetName>Lincoln</StreetName><City>Denver</City><StateCode>CO</StateCode><Zip>80203</Zip></ServiceAddress>" +
        "</Subscriber><LoaAuthorizingPerson>Joe Smith</LoaAuthorizingPerson><WirelessInfo>" +
        "<AccountNumber>77129</AccountNumber><PinNumber>0042</PinNumber></WirelessInfo><TnAttributes>" +
        "<TnAttribute>Protected</TnAttribute></TnAttributes><ListOfPhoneNumbers><PhoneNumber>3035550111</PhoneNumber>" +
        "</ListOfPhoneNumbers><Triggered>true</Triggered></LnpOrder>",
    );
  });

  it("writes E.164 to the Universal Platform, which refuses ten digits here (1022)", async () => {
    const baseUrl = `${context.server.url}/api/v2`;
    const client = context.client({ baseUrl }, () => ({ status: 201, headers: { location: `/portins/${ID}` } }));
    await portIns(client).submit(data, "id 1", {});
    expect(lastBody()).toContain("<PhoneNumber>+13035550111</PhoneNumber>");
    expect(lastBody()).toContain("<BillingTelephoneNumber>+13035550111</BillingTelephoneNumber>");
  });

  it("looks under the id before it sends again when the answer was lost", async () => {
    const listed = xml(
      `<LNPResponseWrapper><lnpPortInfoForGivenStatus><OrderId>${ID}</OrderId><ProcessingStatus>SUBMITTED` +
        "</ProcessingStatus></lnpPortInfoForGivenStatus></LNPResponseWrapper>",
    );
    const client = context.client({}, inOrder(html(502), listed, order("SUBMITTED")));
    expect(await portIns(client).submit(data, "id 1", {})).toEqual({ orderId: ID, status: "SUBMITTED" });
    expect(context.server.log()).toEqual([
      "POST /api/accounts/9900123/portins",
      "GET /api/accounts/9900123/portins?customerOrderId=id%201&page=1&size=100",
      `GET /api/accounts/9900123/portins/${ID}`,
    ]);
  });
});

describe("a port-in", () => {
  const read = (answer: ReturnType<typeof xml>) => portIns(context.client({}, () => answer)).get(ID);

  it("reads in the program's words, with its errors", async () => {
    const errors =
      "<Errors><Code>7205</Code><Description>busy</Description></Errors><Errors><Code>7201</Code>" +
      "<Description>invalid</Description></Errors>";
    expect(await read(order("EXCEPTION", errors))).toMatchObject({
      orderId: ID,
      status: "EXCEPTION",
      customerOrderId: "id 1",
      requestedFocDate: "2026-03-25T21:15:00.000Z",
      billingTelephoneNumber: "+13035550111",
      telephoneNumbers: ["+13035550111", "+13035550112"],
      protected: true,
      partialPort: false,
      triggered: true,
      siteId: "743",
      sipPeerId: "303716",
      losingCarrierName: "Mock",
      errors: [
        { code: "7205", description: "busy" },
        { code: "7201", description: "invalid" },
      ],
    });
  });

  it("is gone only in the API's own words", async () => {
    expect(await read(refusal(404, "7335"))).toBeUndefined();
    expect(await read(refusal(400, "7200"))).toBeUndefined();
    for (const answer of [html(404), refusal(404, "1016"), refusal(403, "7335"), xml("<LnpOrderResponse/>")]) {
      await expect(read(answer), answer.body?.toString()).rejects.toThrow();
    }
  });
});

describe("a SUPP", () => {
  it("names what it changes, sets an address as a whole, and clears what is set to empty", async () => {
    const client = context.client({}, () => order("REQUESTED_SUPP"));
    const serviceAddress = { houseNumber: "115", streetName: "Monarch" };
    await portIns(client).supplement(ID, {
      newBillingTelephoneNumber: "",
      subscriber: { businessName: "", lastName: "Smith", serviceAddress },
      protected: false,
    });
    const path = `/api/accounts/9900123/portins/${ID}`;
    expect(context.server.log()).toEqual([`GET ${path}`, `PUT ${path}`]);
    expect(lastBody()).toContain(
      "<LnpOrderSupp><NewBillingTelephoneNumber></NewBillingTelephoneNumber><Subscriber><BusinessName></BusinessName>" +
        "<LastName>Smith</LastName><ServiceAddress><ResetAddressFields>true</ResetAddressFields>" +
        "<HouseNumber>115</HouseNumber><StreetName>Monarch</StreetName></ServiceAddress></Subscriber>" +
        "<TnAttributes></TnAttributes></LnpOrderSupp>",
    );
  });
});

describe("a cancel", () => {
  const cancel = (...answers: Parameters<typeof inOrder>) =>
    portIns(context.client({}, inOrder(...answers))).cancel(ID, { timeoutMs: 20_000 });

  it("is over when the losing carrier has agreed", async () => {
    const asked = order("REQUESTED_CANCEL");
    expect(await cancel(200, asked, asked, order("CANCELLED"))).toBe("canceled");
    // Somebody has already requested it.
    expect(await cancel(refusal(400, "7353"), order("CANCELLED"))).toBe("canceled");
  });

  it("isn't needed for a canceled or missing port-in", async () => {
    expect(await cancel(refusal(400, "7303"))).toBe("gone");
    expect(await cancel(refusal(404, "7335"))).toBe("gone");
  });

  it("can come too late, immediately or in the end", async () => {
    expect(await cancel(refusal(400, "7304"))).toBe("complete");
    expect(await cancel(200, order("COMPLETE"))).toBe("complete");
  });

  it("shows what is still open, and what is refused", async () => {
    context.server.handle(({ method }) => (method === "DELETE" ? 200 : order("REQUESTED_CANCEL")));
    const outcome = await portIns(context.client()).cancel(ID, { timeoutMs: 20_000 });
    expect(outcome).toMatchObject({ name: "OrderInterrupted", reason: "time-out", status: "REQUESTED_CANCEL" });
    expect(await failure(cancel(refusal(400, "7432")))).toMatchObject({ name: "BandwidthError" });
  });
});

describe("following a port-in", () => {
  const follow = (milestone: "submitted" | "foc" | "complete", ...answers: Parameters<typeof inOrder>) =>
    portIns(context.client({}, inOrder(...answers))).follow(ID, milestone, { timeoutMs: 60_000 });

  it("ends at its milestone or beyond it", async () => {
    expect((await follow("submitted", order("SUBMITTED"))).portIn.status).toBe("SUBMITTED");
    expect((await follow("foc", order("SUBMITTED"), order("FOC"))).portIn.status).toBe("FOC");
    expect((await follow("foc", order("COMPLETE"))).portIn.status).toBe("COMPLETE");
    expect((await follow("complete", order("FOC"), order("COMPLETE"))).portIn.status).toBe("COMPLETE");
  });

  it("ends where waiting doesn't help", async () => {
    for (const status of ["PENDING_DOCUMENTS", "EXCEPTION", "INVALID_TFNS", "CANCELLED", "REQUESTED_CANCEL"]) {
      const followed = await follow("complete", order(status));
      expect(followed).toMatchObject({ portIn: { status } });
      expect(followed.interruption).toBeUndefined();
    }
  });

  it("an unknown word isn't an end, and it never throws", async () => {
    const unknown = await follow("submitted", ...Array(60).fill(order("VALIDATE_TFNS")));
    expect(unknown).toMatchObject({ portIn: { status: "VALIDATE_TFNS" }, interruption: { reason: "time-out" } });
    const lost = await follow("submitted", ...Array(60).fill(500));
    expect(lost).toMatchObject({ portIn: { orderId: ID, status: "UNKNOWN" }, interruption: { reason: "failure" } });
  });

  it("an answer without a port-in is no state, known or not", async () => {
    for (const answer of [refusedInside, { status: 200, body: "" }]) {
      const { portIn, interruption } = await follow("submitted", ...Array(60).fill(answer), order("SUBMITTED"));
      expect(portIn).toMatchObject({ orderId: ID, status: "UNKNOWN" });
      expect(interruption?.reason).toBe("failure");
      expect(interruption?.message).toContain("can't be looked up: the answer holds no port-in.");
    }
    // A word of the API stays one, whatever it says.
    const words = Array(60).fill(order("UNKNOWN"));
    expect((await follow("submitted", ...words)).interruption?.reason).not.toBe("failure");
  });
});

/** An error in place of what was asked for, although the status says that all went well. */
const refusedInside = xml(
  "<Response><ErrorList><Error><Code>1000</Code><Description>No.</Description></Error></ErrorList></Response>",
);

describe("an activation", () => {
  const taken = xml(
    "<ActivationStatusResponse><ActivationStatus><AutoActivationDate>2026-08-30T18:30:00+03:00</AutoActivationDate>" +
      "</ActivationStatus></ActivationStatusResponse>",
  );
  const api = (answer: ReturnType<typeof xml>) => portIns(context.client({}, () => answer));

  it("is shown in this package's format", async () => {
    expect(await api(taken).activation(ID)).toBe("2026-08-30T15:30:00.000Z");
    expect(await api(taken).activate(ID, "2026-08-30T15:30:00.000Z")).toBe("2026-08-30T15:30:00.000Z");
    expect(lastBody()).toContain(
      "<ActivationStatus><AutoActivationDate>2026-08-30T15:30:00.000Z</AutoActivationDate></ActivationStatus>",
    );
  });

  it("that is over or too early has no time", async () => {
    for (const [code, status] of [
      ["7342", 400],
      ["7348", 404],
      ["7335", 404],
    ] as const) {
      expect(await api(activation(code, status)).activation(ID)).toBeUndefined();
    }
    expect(await api(activation("7348", 404)).activate(ID, "2026-08-30T15:30:00.000Z")).toBeUndefined();
  });

  it("that an error answers, although with 200, wasn't set", async () => {
    await expect(api(refusedInside).activate(ID, "2026-08-30T15:30:00.000Z")).rejects.toThrow("200 1000");
  });

  it("that is suspended isn't over: 7348 has two meanings", async () => {
    await expect(api(activation("7348", 400)).activation(ID)).rejects.toThrow("7348");
    await expect(api(activation("7348", 400)).activate(ID, "2026-08-30T15:30:00.000Z")).rejects.toThrow("7348");
  });
});
