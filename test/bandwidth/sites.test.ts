import { describe, expect, it } from "vitest";
import { type Site, sites } from "../../provider/bandwidth/account/sites.js";
import type { BandwidthError } from "../../provider/bandwidth/http/errors.js";
import { failure, useServer } from "./helpers/client.js";
import { refusal, xml } from "./helpers/server.js";

const context = useServer();
const site: Site = {
  name: "Raleigh & Cary",
  description: "Test",
  customerProvidedId: "0012",
  customerName: "BW",
  address: {
    addressType: "Service",
    zip: "02134",
    stateCode: "NC",
    city: "Raleigh",
    addressLine2: "Suite 5",
    streetName: "Lee Hall",
    houseNumber: "6300",
  },
  ucTrunkingConfiguration: { type: "Seats", usageCategory: "UC500" },
};
const siteXml =
  "<Name>Raleigh &amp; Cary</Name><Description>Test</Description><CustomerName>BW</CustomerName><CustomerProvidedId>0012</CustomerProvidedId>" +
  "<Address><HouseNumber>6300</HouseNumber><StreetName>Lee Hall</StreetName><AddressLine2>Suite 5</AddressLine2>" +
  "<City>Raleigh</City><StateCode>NC</StateCode><Zip>02134</Zip><AddressType>Service</AddressType></Address>" +
  "<UcTrunkingConfiguration><Type>Seats</Type><UsageCategory>UC500</UsageCategory></UcTrunkingConfiguration>";
const noSuchSite = refusal(404, "12016", "Site '12' does not exist");
const lastBody = () => context.server.received.at(-1)?.body ?? "";

describe("creating a site", () => {
  it("writes the elements in the documented sequence", async () => {
    const api = sites(
      context.client({}, () => ({ status: 201, headers: { location: "https://x:443/v1.0/accounts/1/sites/2489" } })),
    );
    expect(await api.create(site)).toBe("2489");
    expect(context.server.log()).toEqual(["POST /api/accounts/9900123/sites"]);
    expect(lastBody()).toContain(`<Site>${siteXml}</Site>`);
  });

  it("leaves out missing values and clears empty ones", async () => {
    await sites(context.client({}, () => ({ status: 201, headers: { location: "/sites/1" } }))).create({
      name: "A",
      description: "",
    });
    expect(lastBody()).toContain("<Site><Name>A</Name><Description></Description></Site>");
  });

  it("takes the id from Location, or else from the body", async () => {
    const body = "<SiteResponse><Site><Id>11</Id><Name>A</Name></Site></SiteResponse>";
    expect(await sites(context.client({}, () => xml(body, 201, { location: "/sites/22" }))).create({ name: "A" })).toBe(
      "22",
    );
    expect(await sites(context.client({}, () => xml(body, 201))).create({ name: "A" })).toBe("11");
  });

  it("doesn't guess an id by name and description, which another site can have too", async () => {
    const error = await failure<BandwidthError>(sites(context.client({}, () => 201)).create({ name: "A" }));
    expect(error.message).toContain("the answer holds no id of the site");
    expect(error.fate).toBe("unknown");
    expect(context.server.received.map(({ method }) => method)).toEqual(["POST"]);
  });
});

describe("reading a site", () => {
  const read = (answer: ReturnType<typeof xml> | number) => sites(context.client({}, () => answer)).get("12");

  it("returns what was written", async () => {
    expect(await read(xml(`<SiteResponse><Site><Id>12</Id>${siteXml}</Site></SiteResponse>`))).toEqual({
      siteId: "12",
      ...site,
    });
    expect(await read(xml(`<Site><Id>12</Id>${siteXml}</Site>`))).toEqual({ siteId: "12", ...site });
  });

  it("leaves out empty elements", async () => {
    const empty =
      "<Site><Id>12</Id><Name>A</Name><Description/><Address><City/></Address><UcTrunkingConfiguration/></Site>";
    expect(await read(xml(`<SiteResponse>${empty}</SiteResponse>`))).toEqual({ siteId: "12", name: "A" });
  });

  it("says that it doesn't exist only when Bandwidth says so", async () => {
    expect(await read(noSuchSite)).toBeUndefined();
    for (const other of [
      401,
      403,
      404,
      refusal(404, "12020", "no such account"),
      xml("<html>Not Found</html>", 404),
      xml("<html>12016</html>", 200),
      refusal(500, "12016", "x"),
      200,
      204,
      xml("<SiteResponse/>"),
    ]) {
      expect((await failure(read(other))).name).toBe("BandwidthError");
    }
  });
});

describe("the list of sites", () => {
  const read = (answer: ReturnType<typeof xml> | number) => sites(context.client({}, () => answer)).list();

  it("may hold none, one or many", async () => {
    const entry = (id: number) => `<Site><Id>${id}</Id><Name>N${id}</Name></Site>`;
    expect(await read(xml("<SitesResponse><Sites/></SitesResponse>"))).toEqual([]);
    expect(await read(xml("<SitesResponse/>"))).toEqual([]);
    expect(await read(204)).toEqual([]);
    expect(
      (await read(xml(`<SitesResponse><Sites>${entry(1)}</Sites></SitesResponse>`))).map(({ siteId }) => siteId),
    ).toEqual(["1"]);
    expect(await read(xml(`<SitesResponse><Sites>${entry(1)}${entry(2)}</Sites></SitesResponse>`))).toEqual([
      { siteId: "1", name: "N1", description: undefined },
      { siteId: "2", name: "N2", description: undefined },
    ]);
  });

  it("that is an empty body isn't an empty list", async () => {
    expect((await failure(read(200))).message).toContain("the list of sites is an empty body");
  });
});

it("a change of a site keeps unknown elements", async () => {
  const get = xml(`<SiteResponse><Site><Id>12</Id>${siteXml}<TimeZone>EST</TimeZone></Site></SiteResponse>`);
  const api = sites(context.client({}, ({ method }) => (method === "GET" ? get : 200)));
  await api.change("12", (current) => ({ ...current, description: "New" }));
  expect(context.server.log()).toEqual(["GET /api/accounts/9900123/sites/12", "PUT /api/accounts/9900123/sites/12"]);
  expect(lastBody()).toContain(`<Site>${siteXml.replace(">Test<", ">New<")}<TimeZone>EST</TimeZone></Site>`);
});

describe("deleting a site", () => {
  it("that is already gone counts as done", async () => {
    await sites(context.client({}, () => noSuchSite)).remove("12");
    expect(context.server.log()).toEqual(["DELETE /api/accounts/9900123/sites/12"]);
  });

  it("looks up the site itself when a 404 doesn't say what is missing", async () => {
    await sites(context.client({}, ({ method }) => (method === "DELETE" ? 404 : noSuchSite))).remove("12");
    const still = sites(
      context.client({}, ({ method }) => (method === "DELETE" ? 404 : xml(`<Site>${siteXml}</Site>`))),
    );
    expect((await failure<BandwidthError>(still.remove("12"))).status).toBe(404);
  });

  it("that is refused is an error", async () => {
    const locked = refusal(400, "12054", "locked");
    expect((await failure<BandwidthError>(sites(context.client({}, () => locked)).remove("12"))).has("12054")).toBe(
      true,
    );
  });
});
