import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { Secret, type Values } from "../../provider/pulumi/values/values.js";
import type { Simulator } from "../../simulator/index.js";
import { address } from "../resources/support.js";
import { frontEnds, type Made, type Run, startAccount } from "./support.js";

/** Where the stack lives, and an account of the same id elsewhere, as test beside production. */
let here: Simulator;
let elsewhere: Simulator;
beforeEach(async () => {
  [here, elsewhere] = await Promise.all([startAccount(), startAccount()]);
});
afterEach(() => Promise.all([here.close(), elsewhere.close()]));

type Kind = "Site" | "SipPeer" | "PhoneNumberOrder";
type Stack = Record<Kind, { made: Made; inputs: Values }>;

const KINDS: readonly Kind[] = ["Site", "SipPeer", "PhoneNumberOrder"];

describe.each(frontEnds)("another environment, with %s", (_name, start) => {
  let stack: Stack;
  beforeEach(async () => {
    const run = await start(here.environment());
    const site = { name: "Raleigh", address };
    const madeSite = await run.create("Site", "Site", site);
    const peer = { siteId: madeSite.id, name: "Main", isDefaultPeer: true };
    const madePeer = await run.create("SipPeer", "SipPeer", peer);
    const order = {
      siteId: madeSite.id,
      sipPeerId: madePeer.state.sipPeerId,
      search: { areaCode: "919" },
      quantity: 2,
    };
    stack = {
      Site: { inputs: site, made: madeSite },
      SipPeer: { inputs: peer, made: madePeer },
      PhoneNumberOrder: { inputs: order, made: await run.create("PhoneNumberOrder", "PhoneNumberOrder", order) },
    };
  });

  const world = ({ url }: Simulator) => `${url}/${here.accountId}`;
  const movedHere = () => ({ ...elsewhere.environment(), BW_MOVED_FROM: world(here) });
  /** As version 0.1.0 left it. */
  const forgetWorlds = () => {
    for (const kind of KINDS) {
      const { id, state } = stack[kind].made;
      const { __world: _forgotten, ...old } = state;
      stack[kind].made = { id, state: old };
    }
  };
  const read = (run: Run, kind: Kind) => run.read(kind, kind, stack[kind].made);
  /** A refresh: `undefined` is dropped from the state, a text is an error. */
  const refresh = async (run: Run, kinds = KINDS) => {
    const results = await Promise.allSettled(kinds.map((kind) => read(run, kind)));
    return results.map((result) =>
      result.status === "fulfilled" ? result.value?.id : String((result.reason as Error).message),
    );
  };
  const change = (run: Run, kind: Kind) => {
    const wish = kind === "PhoneNumberOrder" ? { quantity: 3 } : { name: "Durham" };
    return run.update(kind, kind, stack[kind].made, { ...stack[kind].inputs, ...wish });
  };
  const untouched = () => {
    expect(here.ledger.released()).toEqual([]);
    expect(here.account.sites.size).toBe(1);
    expect(here.ledger.owned()).toHaveLength(2);
    expect(elsewhere.requests.writes(0)).toEqual([]);
  };

  test.each(KINDS)("a %s is neither read, compared, changed nor deleted there, and nothing is asked", async (kind) => {
    const run = await start(elsewhere.environment());
    const { made, inputs } = stack[kind];
    const refusal = new RegExp(
      `this resource lives in ${world(here)}, but this run is configured for ${world(elsewhere)}.\n` +
        "Nothing was requested, changed, bought or removed. Put bandwidth:baseUrl .or BW_API_URL. back.[^]*" +
        `pulumi config set bandwidth:movedFrom ${world(here)}\n`,
    );
    await expect(read(run, kind)).rejects.toThrow(refusal);
    await expect(run.preview(kind, kind, inputs, made)).rejects.toThrow(refusal);
    await expect(change(run, kind)).rejects.toThrow(refusal);
    await expect(run.remove(kind, kind, made)).rejects.toThrow(refusal);
    expect(elsewhere.requests.since(0)).toEqual([]);
    expect(elsewhere.tokenRequests).toBe(0);

    const back = await start(here.environment());
    const seen = await read(back, kind);
    expect(seen?.state.__world).toBe(world(here));
    await back.preview(kind, kind, inputs, seen);
    untouched();
  });

  test("a home that is secret, as bookkeeping is beside a secret input, counts too", async () => {
    const run = await start(elsewhere.environment());
    const { made, inputs } = stack.Site;
    const secret = { ...made, state: { ...made.state, __world: new Secret(made.state.__world) } };
    await expect(run.differs("Site", "Site", secret, inputs)).rejects.toThrow(/lives in/);
  });

  test("another account is another world", async () => {
    const run = await start({ ...here.environment(), BW_ACCOUNT_ID: "9900001" });
    const mark = here.requests.mark();
    await expect(read(run, "Site")).rejects.toThrow(/Put bandwidth:accountId \(or BW_ACCOUNT_ID\) back\./);
    await expect(change(run, "PhoneNumberOrder")).rejects.toThrow(/lives in/);
    expect(here.requests.since(mark)).toEqual([]);
  });

  test("the other dialect is the same world", async () => {
    const run = await start(here.environment("universal"));
    expect(await refresh(run, ["Site", "SipPeer"])).toEqual([stack.Site.made.id, stack.SipPeer.made.id]);
  });

  describe("with the word that all has moved", () => {
    test("the state takes the new world when the thing is there", async () => {
      // The same account by another name.
      const url = (text: string) => text.replace("127.0.0.1", "localhost");
      const renamed = { ...here.environment(), BW_API_URL: url(here.baseUrl) };
      await expect(read(await start(renamed), "Site")).rejects.toThrow(/lives in/);

      const run = await start({ ...renamed, BW_MOVED_FROM: world(here) });
      for (const kind of KINDS) {
        await run.preview(kind, kind, stack[kind].inputs, stack[kind].made);
        const seen = await read(run, kind);
        expect(seen?.state.__world).toBe(url(world(here)));
        stack[kind].made = seen ?? stack[kind].made;
      }
      // The word is not needed any more.
      const later = await start(renamed);
      expect((await change(later, "PhoneNumberOrder")).state.telephoneNumbers).toHaveLength(3);
      expect((await change(later, "Site")).state.__world).toBe(url(world(here)));
    });

    test("nothing is forgotten, changed or bought where it is not", async () => {
      const doubt = /This looks like another account/;
      const tries = KINDS.map(async (kind) => {
        const runs = await Promise.all([start(movedHere()), start(movedHere()), start(movedHere())]);
        expect(await refresh(runs[0], [kind])).toEqual([expect.stringMatching(doubt)]);
        await expect(change(runs[1], kind)).rejects.toThrow(doubt);
        await expect(runs[2].remove(kind, kind, stack[kind].made)).rejects.toThrow(doubt);
      });
      await Promise.all(tries);
      expect(elsewhere.ledger.bought()).toEqual([]);
      untouched();
    });

    test("a word for another world does not count", async () => {
      const run = await start({ ...elsewhere.environment(), BW_MOVED_FROM: "bandwidth.com/9500249" });
      await expect(read(run, "Site")).rejects.toThrow(/lives in/);
    });
  });

  describe("for a state that does not say where it lives", () => {
    beforeEach(forgetWorlds);

    test("nothing changes, and it learns it", async () => {
      const run = await start(here.environment());
      for (const kind of KINDS) {
        const { made, inputs } = stack[kind];
        await run.preview(kind, kind, inputs, made);
        expect((await read(run, kind))?.state.__world).toBe(world(here));
        expect((await change(run, kind)).state.__world).toBe(world(here));
      }
    });

    test("a refresh that finds nothing at all keeps everything", async () => {
      const run = await start(elsewhere.environment());
      expect(await refresh(run)).toEqual([
        expect.stringMatching(
          /^(\d+ \w+: )?it does not exist in .*, and nothing else of this stack was found there \(3 resources are missing\)\.\n.*so it stays in the state/,
        ),
        expect.stringMatching(/it does not exist/),
        expect.stringMatching(/nothing that it holds was found/),
      ]);
      untouched();
    });

    test("so does one that reads one thing after the other, from the second on", async () => {
      const run = await start(elsewhere.environment());
      expect(await refresh(run, ["Site"])).toEqual([undefined]);
      expect(await refresh(run, ["SipPeer"])).toEqual([expect.stringMatching(/it does not exist/)]);
      expect(await refresh(run, ["PhoneNumberOrder"])).toEqual([expect.stringMatching(/nothing that it holds/)]);
    });

    test("numbers are neither bought nor given up where nothing is known of them", async () => {
      await expect(change(await start(elsewhere.environment()), "PhoneNumberOrder")).rejects.toThrow(
        /nothing that it holds was found/,
      );
      const destroy = await start(elsewhere.environment());
      await expect(destroy.remove("PhoneNumberOrder", "PhoneNumberOrder", stack.PhoneNumberOrder.made)).rejects.toThrow(
        /nothing that it holds was found/,
      );
      expect(elsewhere.ledger.bought()).toEqual([]);
      untouched();
    });

    test("a destroy takes away what is there", async () => {
      const run = await start(here.environment());
      for (const kind of [...KINDS].reverse()) await run.remove(kind, kind, stack[kind].made);
      expect(here.account.sites.size).toBe(0);
      expect(here.ledger.owned()).toEqual([]);
    });
  });

  describe("what is gone from the account that the state knows", () => {
    const lose = () => {
      for (const number of here.ledger.owned()) here.account.loseNumber(number);
    };
    const losePlaces = () => {
      here.account.sites.clear();
      here.account.peers.clear();
    };

    test("leaves the state when another thing of it is seen, in whatever order", async () => {
      lose();
      here.account.peers.clear();
      const run = await start(here.environment());
      expect(await refresh(run, ["SipPeer", "PhoneNumberOrder", "Site"])).toEqual([
        undefined,
        stack.PhoneNumberOrder.made.id,
        stack.Site.made.id,
      ]);
    });

    test("leaves the state when it is alone", async () => {
      losePlaces();
      expect(await refresh(await start(here.environment()), ["Site"])).toEqual([undefined]);
      forgetWorlds();
      expect(await refresh(await start(here.environment()), ["SipPeer"])).toEqual([undefined]);
    });

    test("is told when all is gone but the order that no other account can know", async () => {
      lose();
      losePlaces();
      forgetWorlds();
      const run = await start(here.environment());
      expect(await refresh(run)).toEqual([undefined, undefined, stack.PhoneNumberOrder.made.id]);
      expect(run.lines.map(({ message }) => message).join("\n")).toContain("no longer in service");
    });

    test("stays when several are gone and nothing is left that tells", async () => {
      const run = await start(here.environment());
      const sites = ["a", "b", "c"];
      const made = await Promise.all(sites.map((name) => run.create("Site", name, { name, address })));
      here.account.sites.clear();
      const looking = await start(here.environment());
      const results = await Promise.allSettled(made.map((one, index) => looking.read("Site", `${index}`, one)));
      expect(results.map(({ status }) => status)).toEqual(["rejected", "rejected", "rejected"]);
      // A run that may look at two of them believes it.
      const two = await start(here.environment());
      const pair = made.slice(1).map((one, index) => two.read("Site", `${index}`, one));
      expect(await Promise.all(pair)).toEqual([undefined, undefined]);
    });
  });
});
