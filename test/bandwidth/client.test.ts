import { inspect } from "node:util";
import { describe, expect, it } from "vitest";
import { type BandwidthError, Canceled, ConfigurationError } from "../../provider/bandwidth/http/errors.js";
import { failure, useServer } from "./helpers/client.js";
import { inOrder, refusal, xml } from "./helpers/server.js";

const context = useServer();
const get = { method: "GET", path: ["accounts", "1", "sites"] } as const;
const post = { ...get, method: "POST", body: { root: "Site", content: { Name: "Zürich & <Co>" } } } as const;

describe("a request", () => {
  it("goes to the base URL with encoded segments and query values", async () => {
    const client = context.client({}, () => xml("<R><A>1</A></R>"));
    const path = client.account("a/b c", "ü?#%2e");
    const answer = await client.request({
      method: "GET",
      path,
      query: { customerOrderId: "a b&c=d+e", page: 1, tndetail: true, no: undefined },
    });
    expect(answer).toEqual({ status: 200, id: undefined, root: "R", body: { A: "1" } });
    expect(context.server.log()).toEqual([
      "GET /api/accounts/9900123/a%2Fb%20c/%C3%BC%3F%23%252e?customerOrderId=a%20b%26c%3Dd%2Be&page=1&tndetail=true",
    ]);
  });

  it("an id can't lead it elsewhere", async () => {
    const client = context.client();
    for (const id of ["", ".", ".."]) {
      expect(await failure(client.request({ method: "GET", path: client.account("sites", id) }))).toBeInstanceOf(
        ConfigurationError,
      );
    }
    expect(context.server.received).toEqual([]);
  });

  it("sends its body as UTF-8 XML", async () => {
    await context.client({}, () => xml("<R/>")).request(post);
    const [received] = context.server.received;
    expect(received?.headers["content-type"]).toBe("application/xml; charset=utf-8");
    expect(received?.body).toContain("<Site><Name>Zürich &amp; &lt;Co&gt;</Name></Site>");
  });

  it("speaks the universal dialect when the base URL ends in /v2", () => {
    expect(context.client().dialect).toBe("classic");
    expect(context.client({ baseUrl: `${context.server.url}/api/v2/` }).dialect).toBe("universal");
    expect(context.client({ baseUrl: `${context.server.url}/v2/api` }).dialect).toBe("classic");
  });
});

describe("an answer", () => {
  it("has the id from Location: the last segment, decoded, without query", async () => {
    const location = async (value: string) => {
      const client = context.client({}, () => ({ status: 201, headers: { location: value } }));
      return (await client.request(post)).id;
    };
    expect(await location("https://api.test.inetwork.com:443/v1.0/accounts/1/sites/2489")).toBe("2489");
    expect(await location("/accounts/1/sites/2489/?x=1/2")).toBe("2489");
    expect(await location("sites/a%20b")).toBe("a b");
    expect(await location("https://host")).toBeUndefined();
    // What was called is not what was made.
    expect(await location("https://api.test.inetwork.com:443/v1.0/accounts/1/sites")).toBeUndefined();
    // Nothing that no later request could address, and nothing that a terminal would interpret.
    for (const id of ["%2e%2e", ".", "b%2Fc", "%1b%5b2J", "%00", "%e2%80%ae1"]) {
      expect(await location(`/accounts/1/sites/${id}`)).toBeUndefined();
    }
  });

  it("with errors in a 200 or 201 is still an answer", async () => {
    const body = "<OrderResponse><ErrorList><Error><Code>5019</Code></Error></ErrorList></OrderResponse>";
    expect((await context.client({}, () => xml(body, 201)).request(post)).root).toBe("OrderResponse");
  });

  it("without a body has an empty one", async () => {
    for (const status of [200, 201, 204]) {
      expect(await context.client({}, () => status).request(get)).toEqual({ status, id: undefined, body: {} });
    }
  });

  it("may begin with a byte order mark, or use another character set that it names", async () => {
    const answer = await context.client({}, () => xml("\uFEFF<R><A>ü</A></R>")).request(get);
    expect(answer.body).toEqual({ A: "ü" });
    const latin = {
      body: Buffer.from("<R><A>ü</A></R>", "latin1"),
      headers: { "content-type": "text/xml;charset=ISO-8859-1" },
    };
    expect((await context.client({}, () => latin).request(get)).body).toEqual({ A: "ü" });
    const unknown = { body: "<R><A>ü</A></R>", headers: { "content-type": "text/xml; charset=nonsense" } };
    expect((await context.client({}, () => unknown).request(get)).body).toEqual({ A: "ü" });
  });

  it("that is an HTML page or JSON is an error, not an empty list", async () => {
    const html = await failure<BandwidthError>(
      context.client({}, () => xml("<html><title>Login</title></html>")).request(get),
    );
    expect(html).toMatchObject({ status: 200, html: true });
    expect(html.message).toMatch(/HTML page \(Login\).*check baseUrl/);
    const json = await failure<BandwidthError>(context.client({}, () => xml('{"a":1}')).request(get));
    expect(json.message).toContain("received JSON");
    expect(context.server.received).toHaveLength(2);
  });

  it("keeps the id of what was created even if its body can't be read", async () => {
    const client = context.client({}, () => xml("<OrderResponse><Ord", 201, { location: "/orders/o-1" }));
    expect(await client.request(post)).toMatchObject({ id: "o-1", body: {} });
  });
});

describe("an error answer", () => {
  it("has the status, codes and words, and names no host", async () => {
    const client = context.client({}, () => refusal(404, "12016", "Site '12' does not exist"));
    const error = await failure<BandwidthError>(client.request({ method: "GET", path: client.account("sites", "12") }));
    expect(error.message).toBe(`GET /accounts/9900123/sites/12: 404 12016 "Site '12' does not exist"`);
    expect(error).toMatchObject({ status: 404, codes: ["12016"], fate: "refused", html: false, root: "SiteResponse" });
  });

  it("says on an HTML 404 that the base URL may be wrong", async () => {
    const page = xml("<!DOCTYPE html><html><title>Not Found</title></html>", 404);
    const error = await failure<BandwidthError>(context.client({}, () => page).request(get));
    expect(error.html).toBe(true);
    expect(error.codes).toEqual([]);
    expect(error.message).toMatch(/404 .*HTML page \(Not Found\).*check baseUrl/);
  });

  it("says on a 401 which kind of credentials was refused", async () => {
    const token = await failure(context.client({}, () => 401).request(get));
    expect(token.message).toContain("Bandwidth refused the access token");
    const credentials = { kind: "basic", username: "jbm", password: "pw" } as const;
    const basic = await failure(context.client({ credentials }, () => 401).request(get));
    expect(basic.message).toMatch(/Basic authentication.*2026-12-02/);
    expect(context.server.received[1]?.headers.authorization).toBe(`Basic ${Buffer.from("jbm:pw").toString("base64")}`);
    expect(context.server.received).toHaveLength(2);
  });

  it("shows the recommended address", async () => {
    const body =
      "<SiteResponse><ResponseStatus><ErrorCode>12112</ErrorCode><Description>bad</Description></ResponseStatus><RecommendedAddress><City>CARY</City></RecommendedAddress></SiteResponse>";
    const error = await failure<BandwidthError>(context.client({}, () => xml(body, 409)).request(post));
    expect(error.recommendedAddress).toEqual({ city: "CARY" });
    expect(error.message).toContain('Bandwidth recommends city "CARY"');
  });

  it("reads the errors of a JSON body", async () => {
    const error = await failure<BandwidthError>(
      context.client({}, () => xml('{"type":"conflict","description":"no"}', 409)).request(get),
    );
    expect(error.message).toContain('409 conflict "no"');

    const below = '{"error":{"code":4010,"description":"no area"}}';
    const refused = await failure<BandwidthError>(context.client({}, () => xml(below, 400)).request(get));
    expect(refused.has("4010")).toBe(true);
    expect(refused.message).toContain('400 4010 "no area"');
  });
});

describe("secrets", () => {
  const marker = "S3CRET&<marker>";

  it("never appear in an error, even when the server sends them back", async () => {
    const escaped = marker.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    const echo = (status: number) => refusal(status, "1", `you sent ${escaped} and ${encodeURIComponent(marker)}`);
    const basic = { kind: "basic", username: "jbm", password: marker } as const;
    const base64 = Buffer.from(`jbm:${marker}`).toString("base64");
    const errors = [
      await failure(context.client({ credentials: basic }, () => echo(400)).request(get)),
      await failure(context.client({ credentials: basic }, () => xml(`oops ${marker} ${base64}`, 400)).request(get)),
      await failure(context.client({ credentials: basic }, () => xml(`<html>${marker}`, 200)).request(get)),
      await failure(
        context
          .client({}, () => echo(400))
          .request({
            ...post,
            body: {
              root: "Subscription",
              content: { CallbackCredentials: { BasicAuthentication: { Password: marker } } },
            },
          }),
      ),
    ];
    for (const error of errors) {
      const shown = inspect(error, { depth: 10, showHidden: true });
      for (const form of [marker, escaped, encodeURIComponent(marker), base64]) expect(shown).not.toContain(form);
      expect(shown).toContain("[secret]");
    }
  });
});

describe("a canceled request", () => {
  it("has done nothing before it left", async () => {
    const signal = AbortSignal.abort();
    const error = await failure<Canceled>(context.client().request({ ...post, signal }));
    expect(error).toBeInstanceOf(Canceled);
    expect(error.fate).toBe("unsent");
    expect(context.server.received).toEqual([]);
  });

  it("leaves the queue immediately, and is never sent later", async () => {
    let release = () => {};
    const client = context.client({ maxConcurrency: 1 }, async () => {
      await new Promise<void>((resolve) => {
        release = resolve;
      });
      return 200;
    });
    const first = client.request(get);
    const controller = new AbortController();
    const second = failure<Canceled>(client.request({ ...post, signal: controller.signal }));
    await new Promise((resolve) => setTimeout(resolve, 30));
    controller.abort();
    expect((await second).fate).toBe("unsent");
    release();
    await first;
    expect(context.server.log()).toEqual(["GET /api/accounts/1/sites"]);
  });

  it("may have acted while it was on its way", async () => {
    const controller = new AbortController();
    const client = context.client({}, () => controller.abort());
    const error = await failure<Canceled>(client.request({ ...post, signal: controller.signal }));
    expect(error).toBeInstanceOf(Canceled);
    expect(error.fate).toBe("unknown");
  });

  it("may have acted in earlier attempts when it is canceled between attempts", async () => {
    context.clock.sleep = async () => {
      throw new Canceled("a wait", "unsent");
    };
    const overloaded = await failure<Canceled>(context.client({}, () => 503).request({ ...get, method: "PUT" }));
    expect(overloaded).toBeInstanceOf(Canceled);
    expect(overloaded.fate).toBe("unknown");
    expect(context.server.received).toHaveLength(1);
    const limited = await failure<Canceled>(context.client({}, () => 429).request(post));
    expect(limited.fate).toBe("unsent");
  });
});

describe("settings that can't work", () => {
  const refused = (settings: Parameters<typeof context.client>[0]) => {
    try {
      context.client(settings);
      return "";
    } catch (error) {
      expect(error).toBeInstanceOf(ConfigurationError);
      return (error as Error).message;
    }
  };

  it("are refused with the name of the key", () => {
    expect(refused({ baseUrl: "http://dashboard.bandwidth.com/api" })).toMatch(/^baseUrl must begin with https/);
    expect(refused({ baseUrl: "http://127.evil.example/api" })).toMatch(/^baseUrl/);
    expect(refused({ tokenUrl: "http://api.bandwidth.com/token" })).toMatch(/^tokenUrl must begin with https/);
    expect(refused({ baseUrl: "ftp://127.0.0.1/" })).toMatch(/^baseUrl/);
    expect(refused({ baseUrl: "dashboard.bandwidth.com" })).toMatch(/^baseUrl isn't a URL/);
    expect(refused({ baseUrl: "https://dashboard.bandwidth.com/api?x=1" })).toMatch(/^baseUrl/);
    expect(refused({ accountId: " " })).toMatch(/^accountId/);
    expect(refused({ maxConcurrency: 0 })).toMatch(/^maxConcurrency/);
    expect(refused({ credentials: { kind: "token", accessToken: "abc\n" } })).toMatch(/^accessToken/);
  });

  it("do not show a password in a URL", () => {
    const message = refused({ baseUrl: "https://user:hunter2@dashboard.bandwidth.com/api" });
    expect(message).toMatch(/^baseUrl/);
    expect(message).not.toContain("hunter2");
  });

  it("allow plain http to this machine", () => {
    for (const baseUrl of ["http://localhost:1/api", "http://127.0.0.1:1/api", "http://[::1]:1/api"])
      expect(refused({ baseUrl })).toBe("");
  });
});

it("requests above the limit wait, and connections are reused", async () => {
  let now = 0;
  let most = 0;
  const client = context.client({ maxConcurrency: 3 }, async () => {
    most = Math.max(most, ++now);
    await new Promise((resolve) => setTimeout(resolve, 5));
    now--;
    return 200;
  });
  await Promise.all(Array.from({ length: 20 }, () => client.request(get)));
  expect(most).toBe(3);
  expect(new Set(context.server.received.map(({ socket }) => socket)).size).toBe(3);
});

it("each answer is read by its own request", async () => {
  const client = context.client({}, inOrder(xml("<R><A>1</A></R>"), xml("<R><A>2</A></R>")));
  expect((await client.request(get)).body).toEqual({ A: "1" });
  expect((await client.request(get)).body).toEqual({ A: "2" });
});
