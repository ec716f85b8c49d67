import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { existing } from "../simulator/support.js";
import { complaints, Desk } from "./support.js";

let desk: Desk;
beforeEach(async () => {
  desk = await Desk.open();
});
afterEach(() => desk.close());

describe("SIP credentials", () => {
  const hash = "0123456789abcdef0123456789abcdef";
  const add = (userName: string, domain?: string) =>
    desk.simulator.account.sipCredentials.set(domain === undefined ? userName : `${userName}@${domain}`, {
      ...{ userName, domain, hash1: hash, hash1b: hash },
    });

  test("one by its user and domain, apart or together, without its hashes", async () => {
    add("alice", "sip.example.com");
    add("bob");
    const alice = { compositeName: "alice@sip.example.com", userName: "alice", domain: "sip.example.com" };
    const apart = await desk.look("getSipCredential", { userName: "alice", domain: "sip.example.com" });
    expect(apart).toEqual(alice);
    expect(await desk.look("getSipCredential", { userName: "alice@sip.example.com" })).toEqual(alice);
    expect(await desk.look("getSipCredential", { userName: "bob" })).toMatchObject({ compositeName: "bob" });
    expect(JSON.stringify(apart)).not.toContain(hash);
  });

  test("one that does not exist is an error; an account that may not be asked proves nothing", async () => {
    const look = () => desk.look("getSipCredential", { userName: "carol" });
    await expect(look()).rejects.toThrow('userName "carol" is no SIP credential of account 9500249; expected:');
    desk.simulator.faults.on("GET", /sipcredentials/, { kind: "status", status: 403 });
    await expect(look()).rejects.toThrow("403");
  });

  test("all pages, or those whose names hold some letters; none is an empty list", async () => {
    expect(await desk.look("getSipCredentials")).toEqual({ sipCredentials: [] });
    for (const userName of ["alice", "alicia", "bob"]) add(userName, "sip.example.com");
    desk.simulator.settings.largestPage = 2;
    const all = await desk.look("getSipCredentials");
    expect(all.sipCredentials).toHaveLength(3);
    expect(JSON.stringify(all)).not.toContain(hash);
    const { sipCredentials } = await desk.look("getSipCredentials", {
      userNameFragment: "alic",
      domainFragment: "sip",
    });
    expect(sipCredentials).toHaveLength(2);
    expect(desk.queries(/sipcredentials$/).at(-1)).toMatchObject({ usernamefragment: "alic", domainfragment: "sip" });
    desk.simulator.account.sipCredentials.set("dora", {
      ...{ userName: "dora", hash1: hash, realm: "desk.acme.auth.bandwidth.com" },
      httpVoiceV2AppId: "5ba6761d-36bd-4307-8f7b-a6f806c35abf",
    });
    const dora = {
      ...{ compositeName: "dora", userName: "dora", realm: "desk.acme.auth.bandwidth.com" },
      applicationId: "5ba6761d-36bd-4307-8f7b-a6f806c35abf",
      httpVoiceV2AppId: "5ba6761d-36bd-4307-8f7b-a6f806c35abf",
    };
    expect(await desk.look("getSipCredentials", { realmFragment: "acme" })).toEqual({ sipCredentials: [dora] });
    expect(await desk.look("getSipCredential", { userName: "dora" })).toEqual(dora);
    expect(await desk.look("getSipCredentials", { applicationNameFragment: "lobby" })).toEqual({ sipCredentials: [] });
    expect(desk.queries(/sipcredentials$/).at(-1)).toMatchObject({ applicationNameFragment: "lobby" });
    expect(complaints("getSipCredentials", { userNameFragment: "al" })).toEqual([
      "userNameFragment must have at least 3 characters",
    ]);
  });
});

describe("one subscription", () => {
  test("a webhook, without its password", async () => {
    const { id } = await desk.caller.post(
      "/subscriptions",
      "<Subscription><OrderType>orders</OrderType><CallbackSubscription><URL>https://a.example.com</URL><Expiry>3600</Expiry><CallbackCredentials><BasicAuthentication><Username>iris</Username><Password>hunter2</Password></BasicAuthentication></CallbackCredentials></CallbackSubscription></Subscription>",
    );
    const found = await desk.look("getSubscription", { subscriptionId: id });
    expect(found).toMatchObject({
      ...{ subscriptionId: id, orderType: "orders" },
      callback: { url: "https://a.example.com", username: "iris" },
    });
    expect(JSON.stringify(found)).not.toMatch(/hunter2|password/i);
  });

  test("an e-mail", async () => {
    const { id } = await desk.caller.post(
      "/subscriptions",
      "<Subscription><OrderType>disconnects</OrderType><EmailSubscription><Email>a@example.com</Email><DigestRequested>DAILY</DigestRequested></EmailSubscription></Subscription>",
    );
    expect(await desk.look("getSubscription", { subscriptionId: id })).toMatchObject({
      email: { address: "a@example.com", digestRequested: "DAILY" },
    });
  });

  test("one that does not exist is an error that names the id; a broken API proves nothing", async () => {
    const look = () => desk.look("getSubscription", { subscriptionId: "0b3aa54d" });
    await expect(look()).rejects.toThrow('subscriptionId "0b3aa54d" is no subscription of account 9500249');
    desk.simulator.faults.on("GET", /subscriptions/, { kind: "html", status: 404 });
    await expect(look()).rejects.toThrow("404");
  });
});

describe("a reservation", () => {
  const reserve = async () =>
    (await desk.caller.post("/tnreservation", "<Reservation><ReservedTn>9195550100</ReservedTn></Reservation>")).id;

  test("by its id and by the number", async () => {
    const reservationId = await reserve();
    const found = { reservationId, reservedTn: "+19195550100", accountId: "9500249" };
    expect(await desk.look("getTnReservation", { reservationId })).toMatchObject(found);
    const ofNumber = await desk.look("getTnReservation", { telephoneNumber: "919 555 0100" });
    expect(ofNumber).toMatchObject(found);
    expect(ofNumber.secondsLeft).toBeGreaterThan(14_000);
  });

  test("one that does not exist, or that an order has used up, is an error at the argument", async () => {
    await expect(desk.look("getTnReservation", { reservationId: "f342904f" })).rejects.toThrow(
      'reservationId "f342904f" is no reservation of account 9500249; expected: a reservationId that has not ended',
    );
    await expect(desk.look("getTnReservation", { telephoneNumber: "+19195550100" })).rejects.toThrow(
      'telephoneNumber "+19195550100" is no number that is reserved for account 9500249',
    );
    const reservationId = await reserve();
    const siteId = await desk.caller.createSite();
    await desk.caller.createPeer(siteId);
    const list = `<ReservationIdList><ReservationId>${reservationId}</ReservationId></ReservationIdList>`;
    const order = existing(siteId, ["9195550100"]).replace("</TelephoneNumberList>", `</TelephoneNumberList>${list}`);
    await desk.caller.order(order);
    desk.simulator.account.settle();
    await expect(desk.look("getTnReservation", { reservationId })).rejects.toThrow("is no reservation");
  });

  test("exactly one of the two is given", () => {
    expect(complaints("getTnReservation", {})).toEqual(["reservationId is required, unless telephoneNumber is given"]);
    expect(complaints("getTnReservation", { reservationId: "f342904f", telephoneNumber: "9195550100" })).toEqual([
      "reservationId cannot be given together with telephoneNumber: give one of the two",
    ]);
  });
});
