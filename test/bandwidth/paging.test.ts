import { describe, expect, it } from "vitest";
import type { Client } from "../../provider/bandwidth/client.js";
import { nextPage } from "../../provider/bandwidth/paging.js";
import { parseXml, texts } from "../../provider/bandwidth/xml.js";
import { failure, useServer } from "./helpers/client.js";
import { refusal, xml } from "./helpers/server.js";

const context = useServer();
const request = { method: "GET", path: ["accounts", "1", "orders"], query: { status: "complete" } } as const;

async function read(client: Client, size?: number): Promise<string[]> {
  const found: string[] = [];
  for await (const { body } of client.pages(request, size === undefined ? undefined : { size }))
    found.push(...texts(body, "Id"));
  return found;
}

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
  it("is read to its end, by the token in the link and nothing else of it", async () => {
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

  it("ends when a page leads back to one that was seen, directly or in a circle", async () => {
    expect(await read(context.client({}, () => page("a", "1")))).toEqual(["a"]);
    const next: Record<string, string> = { "1": "x", x: "y", y: "x" };
    const circle = context.client({}, ({ query }) => page(query.get("page") ?? "", next[query.get("page") ?? ""]));
    expect(await read(circle)).toEqual(["1", "x", "y"]);
  });

  it("that does not end is an error, for what it has not shown may be there", async () => {
    let next = 1;
    const client = context.client({}, () => page("a", String(next++ + 1)));
    const all = async () => {
      for await (const _page of client.pages(request, { most: 20 }));
    };
    const error = await failure(all());
    expect(error.message).toContain("GET /accounts/1/orders: 200 the list does not end after 20 pages");
    expect(context.server.received).toHaveLength(21);
  });

  it("of none yields nothing: 204, or a 404 with links only", async () => {
    expect(await read(context.client({}, () => 204))).toEqual([]);
    const links = xml("<Links><first>Link=&lt;http://x/?page=1&gt;</first></Links>", 404);
    expect(await read(context.client({}, () => links))).toEqual([]);
  });

  it("that is refused is an error, not a list of none", async () => {
    const errors = [403, xml("<html>Not Found</html>", 404), 404, refusal(404, "15518", "bad status")];
    for (const answer of errors)
      expect((await failure(read(context.client({}, () => answer)))).name).toBe("BandwidthError");
  });

  it("whose reader stops early asks for no more", async () => {
    for await (const _page of context.client({}, () => page("a", "b")).pages(request)) break;
    expect(context.server.received).toHaveLength(1);
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

it("a link inside the items of a list is not the list's own", () => {
  const item = "<Item><Links><next>?page=elsewhere</next></Links></Item>";
  expect(nextPage(parseXml(`<L>${item}${item}</L>`).content)).toBeUndefined();
});
