import { describe, expect, it, test } from "vitest";
import { commonErrors } from "../../provider/bandwidth/errorCodes/common.js";
import type { BandwidthError } from "../../provider/bandwidth/http/errors.js";
import { mayHaveActed } from "../../provider/bandwidth/orders/submit.js";
import { failure, useServer } from "./helpers/client.js";
import { type Handler, refusal, xml } from "./helpers/server.js";

const context = useServer();
const get = { method: "GET", path: ["accounts", "1", "sites"] } as const;
const post = { ...get, method: "POST", body: { root: "Site", content: { Name: "Raleigh" } } } as const;
const page = (status: number) => xml("<html><title>Sign in</title></html>", status);

const refusedBy = (handler: Handler, request: typeof get | typeof post = get) =>
  failure<BandwidthError>(context.client({}, handler).request(request));

const TOKEN = "Bandwidth refused the access token: it may have expired";
const DENIED =
  "Bandwidth knows the credentials, but refused this: their user lacks the role, or the account lacks the feature, or " +
  "the account's type isn't allowed to do it (a trial account can't order numbers), or they belong to another account than accountId";
const BESIDE = "The API never answers with an HTML page: if the error stays, check baseUrl";

describe("a refused sign-in or permission comes first", () => {
  it("with an empty body", async () => {
    const error = await refusedBy(() => 403);
    expect(error.message).toBe(`GET /accounts/1/sites: 403 with an empty body. ${DENIED}`);
  });

  test.each([
    [401, TOKEN],
    [403, DENIED],
  ])("with an HTML page and %i", async (status, first) => {
    const { message, html } = await refusedBy(() => page(status));
    expect(html).toBe(true);
    expect(message).toContain(`${status} expected XML and received an HTML page (Sign in). ${first}`);
    expect(message.indexOf(BESIDE)).toBeGreaterThan(message.indexOf(first));
  });

  test.each([
    [401, TOKEN],
    [403, DENIED],
  ])("with %i and code 1000, which isn't an internal problem then", async (status, first) => {
    const answer = () => refusal(status, "1000", "Internal Server Error. Please try again.");
    const read = (await refusedBy(answer)).explained(commonErrors);
    expect(read.message).toContain(`${status} 1000 "Internal Server Error. Please try again.". ${first}`);
    expect(read.message).not.toMatch(/failed inside|[Rr]un (the|the same) command again/);
    // A repeat would get the same answer.
    expect(context.server.received).toHaveLength(1);
    const written = await refusedBy(answer, post);
    expect(written.fate).toBe("refused");
    expect(written.message).not.toContain("carried it out");
  });

  it("and then what another code means", async () => {
    const error = (await refusedBy(() => refusal(403, "12006", "User 'x' is not associated"))).explained(commonErrors);
    expect(error.message).toContain("they belong to another account: check accountId. The user doesn't belong to");
  });

  test.each([
    ["the feature", "12055", "'Realms' feature is not enabled on account 1", "the account lacks the feature"],
    ["the feature, in words alone", undefined, "Messaging has not been enabled here", "the account lacks the feature"],
    ["the role", "12011", "For account '1' user 'x' does not have role 'Numbers'", "their user lacks the role"],
    ["the role, in words alone", undefined, "You have no permission for this", "their user lacks the role"],
    ["the kind of account", undefined, "Trial customers may not do this", "the account's type isn't allowed"],
    ["a code that words contradict", "12011", "Role for the feature 'Numbers'", "their user lacks the role"],
  ])("with the meaning of its code or words: %s", async (_what, code, words, meaning) => {
    const { message } = await refusedBy(() => refusal(403, code ?? "", words));
    expect(message).toContain(`Bandwidth knows the credentials, but ${meaning}`);
    expect(message).not.toContain("refuses this to them");
  });

  it("with each meaning, if it only says Access Denied", async () => {
    expect((await refusedBy(() => refusal(403, "1001", "Access Denied"))).message).toContain(DENIED);
  });
});

describe("the text about Bandwidth's internal problem, though the answer is a page", () => {
  it("begins with the problem, followed by the page", async () => {
    const { message } = await refusedBy(() => page(502));
    expect(message).toMatch(
      /Bandwidth has an internal problem: run the same command again later\. The API never answers with an HTML page/,
    );
    const other = await refusedBy(() => page(404));
    expect(other.message).toMatch(/The API never answers with an HTML page: check baseUrl/);
  });
});

describe("a status from 400 to 499 isn't proof that nothing was done", () => {
  const ACTED = "Bandwidth may have acted anyway: run the same command again, which looks before it acts";

  test.each([
    "1000",
    "5014",
    "5015",
    "5086",
  ])("with code %s, with which Bandwidth says that it gave up", async (code) => {
    const error = await refusedBy(() => refusal(400, code, "timed out"), post);
    expect(mayHaveActed(error)).toBe(true);
    expect(error.message).toContain(ACTED);
    // A write isn't sent again before a look-up.
    expect(context.server.received).toHaveLength(1);
  });

  it("with 408, whatever its words", async () => {
    for (const answer of [() => 408, () => refusal(408, "5005", "x"), () => page(408)]) {
      const error = await refusedBy(answer, post);
      expect(mayHaveActed(error)).toBe(true);
      expect(error.message).toContain(ACTED);
    }
    expect(context.server.received).toHaveLength(3);
  });

  test.each([400, 404, 409, 429])("but %i with another code is proof", async (status) => {
    const error = await refusedBy(() => refusal(status, "5005", "x"), post);
    expect(error.fate).toBe("refused");
    expect(error.message).not.toContain(ACTED);
  });
});
