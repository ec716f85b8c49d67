import { inspect } from "node:util";
import { describe, expect, it } from "vitest";
import type { BandwidthError } from "../../provider/bandwidth/http/errors.js";
import { Redactor } from "../../provider/bandwidth/http/redact.js";
import { failure, useServer } from "./helpers/client.js";
import { xml } from "./helpers/server.js";

const SECRET = `p'ss+wö/"rd&<Zq9>`;

describe("a secret is recognized", () => {
  const redactor = new Redactor();
  redactor.add(SECRET);
  const named = SECRET.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;");
  it.each([
    ["as it is", SECRET],
    ["in XML", named],
    ["in an attribute", named.replace(/"/g, "&quot;")],
    ["in an attribute, with both kinds of quotes", named.replace(/"/g, "&quot;").replace(/'/g, "&apos;")],
    ["in XML by a program that counts quotes", named.replace(/"/g, "&#34;").replace(/'/g, "&#39;")],
    ["in JSON", JSON.stringify(SECRET).slice(1, -1)],
    ["in JSON by PHP", JSON.stringify(SECRET).slice(1, -1).replaceAll("/", "\\/").replaceAll("ö", "\\u00f6")],
    ["in an address", encodeURIComponent(SECRET)],
    ["in an address, in lower case", encodeURIComponent(SECRET).replace(/%../g, (triple) => triple.toLowerCase())],
    ["in a form", new URLSearchParams({ a: SECRET }).toString().slice(2)],
    ["in base64", Buffer.from(SECRET).toString("base64")],
  ])("%s", (_how, text) => {
    expect(redactor.clean(`before ${text} after`)).toBe("before [secret] after");
  });

  it("before the text is cut, so that half of one never stays", () => {
    const token = "t0k3n".repeat(300);
    redactor.add(token);
    const shown = redactor.beginning(`${`${token} `.repeat(13)}${"x".repeat(600)}${token}`, 20_000);
    expect(shown).not.toContain("t0k3n");
    expect(redactor.beginning("short", 20_000)).toBe("short");
  });
});

it.each([
  "<Password>PWMARK</Password>",
  "<Password >PWMARK</Password >",
  '<Password a="b">PWMARK</Password>',
  "<n:Password>PWMARK</n:Password>",
  "<Password><![CDATA[PWMARK]]></Password>",
  "<Password><![CDATA[PWMARK",
  '<Password a="b">PWMARK',
  '[{"password":"PWMARK"}]',
  '{"pinNumber" : "PW\\"PWMARK"}',
])("content of an element for secrets isn't shown, though nobody has sent it: %s", (text) => {
  const cleaned = new Redactor().clean(text);
  expect(cleaned).toContain("[secret]");
  expect(cleaned).not.toContain("PWMARK");
});

it("an element without a text has nothing to hide", () => {
  const text = "<Password/>\n<Password a='b' />\n<Name>x</Name>";
  expect(new Redactor().clean(text)).toBe(text);
});

const context = useServer();
const MARKER = "ready-token";
const json = (body: string) => ({ status: 400, body, headers: { "content-type": "application/json" } });

describe("a refusal that quotes the credentials shows none, wherever it quotes them:", () => {
  const details = (inner: string) => xml(`<R><ErrorList><Error>${inner}</Error></ErrorList></R>`, 400);
  it.each([
    ["the description", details(`<Code>1</Code><Description>bad ${MARKER}</Description>`)],
    ["the code", details(`<Code>${MARKER}</Code><Description>bad</Description>`)],
    ["a gateway's error", json(`{"error":"bad Authorization=Bearer ${MARKER}","message":"${MARKER}"}`)],
    ["a gateway's type", json(`{"type":"${MARKER}","title":"bad"}`)],
    ["the root", xml(`<${MARKER}/>`, 400)],
    [
      "the recommended address",
      xml(
        `<R><ResponseStatus><ErrorCode>12112</ErrorCode></ResponseStatus><RecommendedAddress><StreetName>${MARKER}</StreetName></RecommendedAddress></R>`,
        409,
      ),
    ],
    ["the page", { status: 400, body: `<html><title>${MARKER}</title></html>` }],
    ["plain words", { status: 400, body: `no ${MARKER}` }],
  ])("%s", async (_where, answer) => {
    const request = { method: "GET", path: ["tns"] } as const;
    const error = await failure<BandwidthError>(context.client({}, () => answer).request(request));
    expect(error.name).toBe("BandwidthError");
    const told = inspect(error, { depth: 10, maxStringLength: null });
    expect(told).toContain("[secret]");
    expect(told).not.toContain(MARKER);
  });

  it("but the API's codes stay, even if a password has the same digits", async () => {
    const credentials = { kind: "basic", username: "user", password: "5005" } as const;
    const client = context.client({ credentials }, () => details("<Code>5005</Code>"));
    const error = await failure<BandwidthError>(client.request({ method: "GET", path: ["tns"] }));
    expect(error.codes).toEqual(["5005"]);
  });
});
