import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { type Simulator, startSimulator } from "../../simulator/index.js";
import { Caller } from "./support.js";

let simulator: Simulator;
let caller: Caller;
beforeEach(async () => {
  simulator = await startSimulator();
  caller = new Caller(simulator);
});
afterEach(() => simulator.close());

describe("peers", () => {
  const peers = async () => `/sites/${await caller.createSite()}/sippeers`;
  const peer = (name: string, inner = "") => `<SipPeer><PeerName>${name}</PeerName>${inner}</SipPeer>`;
  const code = async (answer: ReturnType<Caller["call"]>) => (await answer).value("ResponseStatus", "ErrorCode");

  test("a missing peer is 400 with 13563", async () => {
    const missing = await caller.get(`${await peers()}/1`);
    expect([missing.status, missing.value("ResponseStatus", "ErrorCode")]).toEqual([400, "13563"]);
  });

  test("the first peer of a site becomes its default and can't stop being it", async () => {
    const path = await peers();
    expect(await code(caller.post(path, peer("A", "<IsDefaultPeer>false</IsDefaultPeer>")))).toBe("13522");
    const first = (await caller.post(path, peer("A"))).id;
    expect((await caller.get(`${path}/${first}`)).value("SipPeer", "IsDefaultPeer")).toBe("true");
    const second = (await caller.post(path, peer("B", "<IsDefaultPeer>true</IsDefaultPeer>"))).id;
    expect((await caller.get(`${path}/${first}`)).value("SipPeer", "IsDefaultPeer")).toBe("false");
    expect(await code(caller.account("PUT", `${path}/${second}`, peer("B")))).toBe("13522");
  });

  test("the default peer can only be deleted last", async () => {
    const path = await peers();
    const first = (await caller.post(path, peer("A"))).id;
    const second = (await caller.post(path, peer("B"))).id;
    expect(await code(caller.account("DELETE", `${path}/${first}`))).toBe("13558");
    expect((await caller.account("DELETE", `${path}/${second}`)).status).toBe(200);
    expect((await caller.account("DELETE", `${path}/${first}`)).status).toBe(200);
    expect((await caller.account("DELETE", `${path}/${first}`)).status).toBe(404);
  });

  test("a name is unique only within its site", async () => {
    const path = await peers();
    await caller.post(path, peer("A"));
    const twin = await caller.post(path, peer("A"));
    expect([twin.status, twin.value("ResponseStatus", "ErrorCode")]).toEqual([409, "13524"]);
    expect((await caller.post(await peers(), peer("A"))).status).toBe(201);
  });

  const terminating = (host: string) =>
    `<TerminationHosts><TerminationHost><HostName>${host}</HostName></TerminationHost></TerminationHosts>`;

  test.each([
    ["135.23.78.145.9", "13594"],
    ["12.45.67.48/33", "13593"],
    ["12.45.67.49/29", "13595"],
  ])("termination host %s is refused", async (host, expected) => {
    expect(await code(caller.post(await peers(), peer("A", terminating(host))))).toBe(expected);
  });

  test("a termination host within another peer's subnet is refused", async () => {
    const path = await peers();
    await caller.post(path, peer("A", terminating("12.45.67.48/29")));
    expect(await code(caller.post(path, peer("B", terminating("12.45.67.50"))))).toBe("13569");
  });

  test("a peer with termination hosts is deleted after they are removed", async () => {
    const path = await peers();
    const id = (await caller.post(path, peer("A", terminating("12.45.67.48/29")))).id;
    expect(await code(caller.account("DELETE", `${path}/${id}`))).toBe("13556");
    await caller.account("PUT", `${path}/${id}`, peer("A", "<IsDefaultPeer>true</IsDefaultPeer>"));
    expect((await caller.account("DELETE", `${path}/${id}`)).status).toBe(200);
  });

  test("a voice host must be an address or a name", async () => {
    const hosts = (host: string) => `<VoiceHosts><Host><HostName>${host}</HostName></Host></VoiceHosts>`;
    expect(await code(caller.post(await peers(), peer("A", hosts("300.1.1.1"))))).toBe("13509");
    expect((await caller.post(await peers(), peer("A", hosts("sip.example.com")))).status).toBe(201);
  });
});
