import { describe, expect, it } from "vitest";
import { errorDetails, recommendedAddress } from "../../provider/bandwidth/http/errorDetails.js";
import { BandwidthError, Canceled, isCanceled } from "../../provider/bandwidth/http/errors.js";
import { jsonErrorDetails } from "../../provider/bandwidth/http/jsonErrors.js";
import { parseXml } from "../../provider/bandwidth/xml/xml.js";

const details = (xml: string) => errorDetails(parseXml(xml));
const plain = (code: string | undefined, description: string | undefined, telephoneNumbers: string[] = []) => ({
  code,
  description,
  telephoneNumbers,
});

describe("the shapes of Bandwidth's errors", () => {
  it("1: ResponseStatus, with and without a code", () => {
    expect(
      details(
        "<SiteResponse><ResponseStatus><ErrorCode>12016</ErrorCode><Description>Site '12' does not exist</Description></ResponseStatus></SiteResponse>",
      ),
    ).toEqual([plain("12016", "Site '12' does not exist")]);
    expect(
      details("<R><ResponseStatus><Description>The resource does not exist</Description></ResponseStatus></R>"),
    ).toEqual([plain(undefined, "The resource does not exist")]);
  });

  it("2: ErrorList, one or many, with the numbers", () => {
    const one =
      "<Error><Code>5005</Code><Description>not available</Description><TelephoneNumber>9195550100</TelephoneNumber></Error>";
    const two =
      "<Error><Code>5006</Code><Description>not yours</Description><TelephoneNumbers><TelephoneNumber>+19195550101</TelephoneNumber><TelephoneNumber>9195550102</TelephoneNumber></TelephoneNumbers></Error>";
    expect(details(`<OrderResponse><ErrorList>${one}</ErrorList></OrderResponse>`)).toEqual([
      plain("5005", "not available", ["+19195550100"]),
    ]);
    expect(
      details(`<OrderResponse><ErrorList>${one}${two}</ErrorList><OrderStatus>FAILED</OrderStatus></OrderResponse>`),
    ).toEqual([
      plain("5005", "not available", ["+19195550100"]),
      plain("5006", "not yours", ["+19195550101", "+19195550102"]),
    ]);
    expect(details("<OrderResponse><ErrorList/></OrderResponse>")).toEqual([]);
  });

  it("3: Error", () => {
    expect(
      details(
        "<SearchResult><Error><Code>4010</Code><Description>parameters missing</Description></Error></SearchResult>",
      ),
    ).toEqual([plain("4010", "parameters missing")]);
  });

  it("4: Errors repeated without a wrapper", () => {
    const errors =
      "<Errors><Code>7201</Code><Description>a</Description></Errors><Errors><Code>7207</Code><Description>b</Description></Errors>";
    expect(details(`<LnpOrderResponse>${errors}</LnpOrderResponse>`)).toEqual([plain("7201", "a"), plain("7207", "b")]);
  });

  it("5: Errors around Error, with Code or ErrorCode, or empty", () => {
    const inner =
      "<Error><TelephoneNumber>2013223685</TelephoneNumber><ErrorCode>5071</ErrorCode><Description>x</Description></Error>";
    expect(details(`<R><Errors>${inner}</Errors></R>`)).toEqual([plain("5071", "x", ["+12013223685"])]);
    expect(details("<R><Errors></Errors></R>")).toEqual([]);
  });

  it("6: Status with a code. A status with words isn't an error", () => {
    expect(details("<R><Status><Code>7000</Code><Description>invalid</Description></Status></R>")).toEqual([
      plain("7000", "invalid"),
    ]);
    expect(details("<R><Order><Status>FAILED</Status></Order></R>")).toEqual([]);
  });

  it("6: a status with a success code isn't an error, but an error with the same number is", () => {
    const told = (name: string) =>
      errorDetails(parseXml(`<R><${name}><Code>201</Code><Description>Submitted</Description></${name}></R>`));
    for (const name of ["Status", "ResponseStatus", "irisStatus"]) expect(told(name)).toEqual([]);
    expect(told("Error")).toHaveLength(1);
  });

  it("9: what is wrong with an address, in whatever elements its words are", () => {
    const inner = "<AddressInconsistencies>the ZIP is of another town</AddressInconsistencies>";
    const told = errorDetails(parseXml(`<R><AddressErrorDescription>${inner}</AddressErrorDescription></R>`));
    expect(told).toEqual([{ description: "the ZIP is of another town", telephoneNumbers: [] }]);
  });

  it("7: resultCode, where 0 means success", () => {
    expect(
      details(
        "<fileUploadResponse><resultCode>3</resultCode><resultMessage>too large</resultMessage></fileUploadResponse>",
      ),
    ).toEqual([plain("3", "too large")]);
    expect(
      details("<fileUploadResponse><resultCode>0</resultCode><resultMessage>ok</resultMessage></fileUploadResponse>"),
    ).toEqual([]);
  });

  it("8: ErrorResponse, whose root says nothing about the resource", () => {
    expect(
      details("<ErrorResponse><ResponseStatus><Description>no history</Description></ResponseStatus></ErrorResponse>"),
    ).toEqual([plain(undefined, "no history")]);
    expect(
      details(
        "<ErrorResponse><irisStatus><Code>404</Code><Description>none</Description></irisStatus></ErrorResponse>",
      ),
    ).toEqual([plain("404", "none")]);
  });

  it("9: an address that Bandwidth would correct", () => {
    const document = parseXml(
      "<SiteResponse><ResponseStatus><ErrorCode>12112</ErrorCode><Description>check the address</Description></ResponseStatus>" +
        "<AddressErrorDescription>street unknown</AddressErrorDescription>" +
        "<RecommendedAddress><HouseNumber>900</HouseNumber><StreetName>Main Campus</StreetName><AddressLine2/></RecommendedAddress></SiteResponse>",
    );
    expect(errorDetails(document)).toEqual([plain(undefined, "street unknown"), plain("12112", "check the address")]);
    expect(recommendedAddress(document)).toEqual({ houseNumber: "900", streetName: "Main Campus" });
    expect(recommendedAddress(parseXml("<R/>"))).toBeUndefined();
  });

  it("10: JSON of a gateway or a newer service", () => {
    expect(jsonErrorDetails('{"errors":[{"code":"E1","description":"a"},{"code":2,"message":"b"}]}')).toEqual([
      plain("E1", "a"),
      plain("2", "b"),
    ]);
    expect(jsonErrorDetails('{"type":"forbidden","description":"no"}')).toEqual([plain("forbidden", "no")]);
    for (const other of ["", "null", "[]", "{}", '"text"', "{"]) expect(jsonErrorDetails(other)).toEqual([]);
  });

  it("10: JSON below another object, in any spelling", () => {
    const read = (body: object) => jsonErrorDetails(JSON.stringify(body));
    expect(read({ error: { code: 4010, description: "no area" } })).toEqual([plain("4010", "no area")]);
    expect(read({ responseStatus: { errorCode: 4010, description: "no kind" } })).toEqual([plain("4010", "no kind")]);
    expect(read({ SiteResponse: { ResponseStatus: { ErrorCode: "12016", Description: "no site" } } })).toEqual([
      plain("12016", "no site"),
    ]);
    expect(read({ result: { errors: [{ code: 5, telephoneNumbers: ["9195550101"] }, "too late"] } })).toEqual([
      plain("5", undefined, ["+19195550101"]),
      plain(undefined, "too late"),
    ]);
    expect(read({ type: "bad request", errors: { zip: ["is required", "is short"] } })).toEqual([
      plain("bad request", undefined),
      plain(undefined, "zip is required, is short"),
    ]);
    // An object that isn't in an error's place has its own type and title.
    expect(read({ error: { code: 7, description: "no" }, asked: { type: "SITE", title: "Depot" } })).toEqual([
      plain("7", "no"),
    ]);
    expect(jsonErrorDetails('{"a":'.repeat(9_000))).toEqual([]);
  });
});

describe("an error's message", () => {
  const failure = { method: "GET", path: "/accounts/1/sites/12", fate: "refused" as const };

  it("names the request, the status, the code and the words", () => {
    const error = new BandwidthError({
      ...failure,
      status: 404,
      details: [plain("12016", "Site '12' does not exist")],
    });
    expect(error.message).toBe(`GET /accounts/1/sites/12: 404 12016 "Site '12' does not exist"`);
    expect(error.has("12016")).toBe(true);
    expect(error.has("12017", "1")).toBe(false);
  });

  it("stays readable with a thousand details, all of which are kept", () => {
    const many = Array.from({ length: 1_000 }, (_, index) => plain("5005", `number ${index}`));
    const error = new BandwidthError({ ...failure, status: 400, details: many, raw: "x".repeat(1_000_000) });
    expect(error.message).toContain("and 995 more");
    expect(error.message.length).toBeLessThan(500);
    expect(error.details).toHaveLength(1_000);
    expect(error.raw).toHaveLength(2_000);
  });

  it("isn't hidden by an endless text", () => {
    const error = new BandwidthError({
      ...failure,
      status: 400,
      details: [{ code: "c".repeat(1_000_000), description: "d".repeat(20_000_000), telephoneNumbers: [] }],
      recommendedAddress: { streetName: "s".repeat(1_000_000) },
      hint: "Use it",
    });
    expect(error.message.length).toBeLessThan(4_000);
    expect(error.message).toMatch(/ddd…"\. .*Use it$/);
  });

  it("shows the recommended address and what to do", () => {
    const error = new BandwidthError({
      ...failure,
      status: 409,
      details: [plain("12112", "check the address")],
      recommendedAddress: { houseNumber: "900", streetName: "Main" },
      hint: "Use it",
    });
    expect(error.message).toBe(
      'GET /accounts/1/sites/12: 409 12112 "check the address". Bandwidth recommends houseNumber "900", streetName "Main". Use it',
    );
  });
});

it("a canceled wait is different from a failure", () => {
  expect(isCanceled(new Canceled("a wait", "unsent"))).toBe(true);
  expect(isCanceled(AbortSignal.abort().reason)).toBe(true);
  expect(isCanceled(new Error("other"))).toBe(false);
  expect(isCanceled("AbortError")).toBe(false);
});
