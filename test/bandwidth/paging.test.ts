import { describe, expect, it } from "vitest";
import type { Client } from "../../provider/bandwidth/http/client.js";
import { nextPage } from "../../provider/bandwidth/http/paging.js";
import { at } from "../../provider/bandwidth/orders/listEntries.js";
import { pagedList, wholeList } from "../../provider/bandwidth/orders/pagedList.js";
import { parseXml } from "../../provider/bandwidth/xml/xml.js";
import { failure, useServer } from "./helpers/client.js";
import { refusal, xml } from "./helpers/server.js";

const context = useServer();
const request = { method: "GET", path: ["accounts", "1", "orders"], query: { status: "complete" } } as const;
const form = { what: "list of letters", entries: at("Id") };

const read = (client: Client, size?: number) => wholeList(client, request, { ...form, size });
/** The requested pages. */
const asked = () => context.server.log().map((line) => /[?&]page=([^&]+)/.exec(line)?.[1]);

/** A link as the API writes it: another host, another version, another size. */
const page = (id: string, next?: string) =>
  xml(
    `<R><Links><first>Link=&lt;http://localhost:8080/v1.0/orders?page=1&amp;size=30&gt;;rel="first";</first>${
      next === undefined
        ? ""
        : `<next>Link=&lt;https://api.inetwork.com:443/v1.0/accounts/1/orders?page=${next}&amp;size=30&amp;status=failed&gt;;rel="next";</next>`
    }</Links><Id>${id}</Id></R>`,
  );

describe("a list in pages", () => {
  it("is read to its end, with only the token of the link", async () => {
    const pages: Record<string, ReturnType<typeof page>> = {
      "1": page("a", "fa7b-c01a"),
      "fa7b-c01a": page("b", "%2B19195550100"),
      "+19195550100": page("c"),
    };
    const client = context.client({}, ({ query }) => pages[query.get("page") ?? ""] ?? 500);
    expect(await read(client, 2)).toEqual(["a", "b", "c"]);
    expect(context.server.log()).toEqual([
      "GET /api/accounts/1/orders?status=complete&page=1&size=2",
      "GET /api/accounts/1/orders?status=complete&page=fa7b-c01a&size=2",
      "GET /api/accounts/1/orders?status=complete&page=%2B19195550100&size=2",
    ]);
  });

  it("ends when a page leads back to an earlier one, directly or in a circle", async () => {
    expect(await read(context.client({}, () => page("a", "1")))).toEqual(["a"]);
    const next: Record<string, string> = { "1": "x", x: "y", y: "x" };
    const circle = context.client({}, ({ query }) => page(query.get("page") ?? "", next[query.get("page") ?? ""]));
    expect(await read(circle)).toEqual(["1", "x", "y"]);
  });

  it("that doesn't end is an error, because it may have more entries", async () => {
    let next = 1;
    const client = context.client({}, () => page("a", String(next++ + 1)));
    const all = async () => {
      for await (const _page of pagedList(client, request, form, 20));
    };
    const error = await failure(all());
    expect(error.message).toContain("GET /accounts/1/orders: 200 the list doesn't end after 20 pages");
    expect(context.server.received).toHaveLength(21);
  });

  it("without entries returns nothing: 204, or a 404 with only links", async () => {
    expect(await read(context.client({}, () => 204))).toEqual([]);
    const links = xml("<Links><first>Link=&lt;http://x/?page=1&gt;</first></Links>", 404);
    expect(await read(context.client({}, () => links))).toEqual([]);
  });

  describe("whose count is higher than what a filter leaves of it", () => {
    const listed = (count: number, ...ids: string[]) =>
      xml(`<R><TotalCount>${count}</TotalCount>${ids.map((id) => `<Id>${id}</Id>`).join("")}</R>`);
    const filtered = (all: string[], count: number) =>
      context.client({}, ({ query }) => {
        if (query.get("page") !== "1") return listed(count);
        return query.has("status") ? listed(count, "a") : listed(count, ...all);
      });

    it("is whole when the list without the filter shows all that it counts", async () => {
      expect(await read(filtered(["a", "b", "c"], 3))).toEqual(["a"]);
    });

    it("is empty when the filter leaves none of it", async () => {
      const client = context.client({}, ({ query }) => {
        return query.get("page") !== "1" || query.has("status") ? listed(2) : listed(2, "a", "b");
      });
      expect(await read(client)).toEqual([]);
    });

    it("is an error when the list without the filter hides something too", async () => {
      const error = await failure(read(filtered(["a", "b"], 3)));
      expect(`${error}`).toContain("the list of letters counts 3 and shows 1");
    });

    it("is an error when it counts more than the list without the filter shows", async () => {
      const client = context.client({}, ({ query }) => {
        if (query.get("page") !== "1") return listed(0);
        return query.has("status") ? listed(3, "a") : listed(2, "a", "b");
      });
      expect(`${await failure(read(client))}`).toContain("counts 3 and shows 1");
    });
  });

  it("that is refused is an error, not an empty list", async () => {
    const errors = [403, xml("<html>Not Found</html>", 404), 404, refusal(404, "15518", "bad status")];
    for (const answer of errors)
      expect((await failure(read(context.client({}, () => answer)))).name).toBe("BandwidthError");
  });

  it("whose reader stops early requests no more pages", async () => {
    for await (const _page of pagedList(
      context.client({}, () => page("a", "b")),
      request,
      form,
    ))
      break;
    expect(context.server.received).toHaveLength(1);
  });
});

describe("a list without links", () => {
  const letters = "abcdefgh".split("");
  const bare = (ids: string[], more = "") => xml(`<R>${more}${ids.map((id) => `<Id>${id}</Id>`).join("")}</R>`);
  /** A server that numbers its pages, with this many entries on each, whatever was requested. */
  const numbered = (ids: string[], most: number, more = "") =>
    context.client({}, ({ query }) => {
      const start = (Number(query.get("page")) - 1) * most;
      return bare(ids.slice(start, start + most), more);
    });

  it("continues after a full page, and ends at a short one", async () => {
    expect(await read(numbered(letters, 3), 3)).toEqual(letters);
    expect(asked()).toEqual(["1", "2", "3"]);
  });

  it("costs one request when its only page is short", async () => {
    expect(await read(numbered(letters, 100), 9)).toEqual(letters);
    expect(asked()).toEqual(["1"]);
  });

  it.each([
    ["an empty page", () => xml("<R/>")],
    ["204", () => 204],
    ["404 with links", () => xml("<Links><first>x</first></Links>", 404)],
    ["a refusal of pages that are not there", () => refusal(404, "1016", "no such page")],
  ])("ends at %s", async (_what, end) => {
    const pages: Record<string, string[]> = { "1": ["a", "b"], "2": ["c", "d"], d: ["d"] };
    const client = context.client({}, ({ query }) => {
      const ids = pages[query.get("page") ?? ""];
      return ids ? bare(ids) : end();
    });
    expect(await read(client, 2)).toEqual(["a", "b", "c", "d"]);
  });

  it("is returned once by a server that always shows the first page", async () => {
    expect(await read(numbered(["a", "b"], 2), 2)).toEqual(["a", "b"]);
    context.server.handle(() => bare(["a", "b"]));
    expect(await read(context.client(), 2)).toEqual(["a", "b"]);
    expect(asked()).toHaveLength(6);
  });

  it("is read from a server that names its pages by their first entry", async () => {
    const client = context.client({}, ({ query }) => {
      const name = query.get("page") ?? "";
      const start = name === "1" ? 0 : letters.indexOf(name);
      return bare(start < 0 ? [] : letters.slice(start, start + 3));
    });
    expect(await read(client, 3)).toEqual(letters);
  });

  it("whose server refuses both kinds of pages may continue, so it is an error", async () => {
    const client = context.client({}, ({ query }) =>
      query.get("page") === "1" ? bare(["a", "b"]) : refusal(400, "1003", "page is not valid"),
    );
    expect((await failure(read(client, 2))).message).toContain("1003");
  });

  it("is read on when the server's pages are smaller than requested", async () => {
    const many = Array.from({ length: 1_200 }, (_, index) => `n${index}`);
    expect(await read(numbered(many, 500), 1_000)).toEqual(many);
    // A size that no page names: only a count shows that there is more.
    const counted = numbered(letters, 3, "<TotalCount>8</TotalCount>");
    expect(await read(counted, 1_000)).toEqual(letters);
  });

  it("that is complete by its count gets no further request", async () => {
    expect(await read(numbered(["a", "b"], 2, "<TotalCount>2</TotalCount>"), 2)).toEqual(["a", "b"]);
    expect(asked()).toEqual(["1"]);
  });

  it("shows an entry once, though a new entry pushes it onto the next page", async () => {
    const pages: Record<string, string[]> = { "1": ["a", "b"], "2": ["b", "c"], "3": [] };
    const client = context.client({}, ({ query }) => bare(pages[query.get("page") ?? ""] ?? []));
    expect(await read(client, 2)).toEqual(["a", "b", "c"]);
  });
});

describe("a list that contradicts itself", () => {
  const answered = (body: string) => failure(read(context.client({}, () => xml(body))));

  it("counts more than it shows", async () => {
    const error = await answered("<R><TotalCount>7</TotalCount><Links/><Id>a</Id></R>");
    expect(error.message).toContain("the list of letters counts 7 and shows 1");
  });

  it("has content, but no entry", async () => {
    const strange = await answered("<R><TotalCount>0</TotalCount><Ids><Id>a</Id></Ids></R>");
    expect(strange.message).toContain("but contains Ids");
    const refused = await answered("<R><ResponseStatus><ErrorCode>9</ErrorCode></ResponseStatus></R>");
    expect(refused.message).toContain("the answer isn't a list of letters: 9");
    expect((await answered("<R><Id><Other>a</Other></Id></R>")).message).toContain("an entry without");
  });

  it.each([
    "<R/>",
    "<R><TotalCount>0</TotalCount></R>",
    "<R><Links><first>x</first></Links><Id/></R>",
  ])("is empty when it is %s", async (body) => {
    expect(await read(context.client({}, () => xml(body)))).toEqual([]);
  });
});

it.each([
  ['Link=<https://host:443/v1.0/x?page=abc&amp;size=30>;rel="next";', "abc"],
  ['Link=&lt;http://localhost/x?size=30&amp;page=a%20b&gt;;rel="next";', "a b"],
  ["/x?page=%E0%A4%A", "%E0%A4%A"],
  ["/x?mypage=1", undefined],
  ["", undefined],
])("the page in %s is %s", (link, expected) => {
  const body = parseXml(`<R><L><Links><next><![CDATA[${link}]]></next></Links></L></R>`).content;
  expect(nextPage(body)).toBe(expected);
});

it("the link is found beside many items and in wrappers", () => {
  const items = "<Item><Id>1</Id></Item>".repeat(1_000);
  expect(nextPage(parseXml(`<W><L>${items}<Links><next>?page=z</next></Links></L></W>`).content)).toBe("z");
});

it("a link inside a list's items isn't the list's own", () => {
  const item = "<Item><Links><next>?page=elsewhere</next></Links></Item>";
  expect(nextPage(parseXml(`<L>${item}${item}</L>`).content)).toBeUndefined();
});
