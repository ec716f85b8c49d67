import { describe, expect, test } from "vitest";
import { PartialFailure } from "../../provider/pulumi/definition/errors.js";
import {
  calls,
  changes,
  hosts,
  make,
  otherCalls,
  peer,
  read,
  services,
  siteId,
  somebody,
  stack,
  stored,
  texts,
  update,
  withApplications,
} from "./peerServicesSupport.js";

describe("voice of a SIP peer", () => {
  withApplications();

  test("another application is set, drift is seen in either direction and healed", async () => {
    const { id, state } = await make(peer({ voice: { applicationId: calls } }));
    const program = peer({ voice: { applicationId: otherCalls } });
    expect(changes(state, program)).toEqual(["voice.applicationId"]);
    const next = await update(id, state, program);
    for (const direction of ["origination", "termination"] as const) {
      expect(services()[direction]?.applicationId).toBe(otherCalls);
      somebody({ [direction]: { protocol: "SIP" } });
      const drifted = await read(id, next);
      expect(changes(drifted?.state, program)).toEqual(["voice.applicationId"]);
      // An import leaves alone what it cannot say.
      expect((await read(id))?.inputs).not.toHaveProperty("voice");
      await update(id, drifted?.state ?? {}, program);
      expect(services()[direction]).toEqual({ protocol: "HTTP", applicationId: otherCalls });
    }
  });

  test("hosts give way to an application and come back, in one update each, and the preview says what Bandwidth deletes", async () => {
    const withHosts = peer({ voiceHosts: hosts, terminationHosts: [{ hostName: "192.0.2.9" }] });
    const { id, state } = await make(withHosts);
    const byHttp = peer({ voice: { applicationId: calls } });
    expect(stack.diff("SipPeer", state, byHttp).announcement).toBe(
      "voice over HTTP: Bandwidth deletes the hosts of the SIP peer: voiceHosts, terminationHosts, and any that somebody else has set",
    );
    const next = await update(id, state, byHttp);
    expect(stored()).toMatchObject({ voiceHosts: [], terminationHosts: [] });
    expect(changes((await read(id, next))?.state, byHttp)).toEqual([]);
    expect(stack.diff("SipPeer", next, withHosts).announcement).toContain("voice goes back to SIP");
    await update(id, next, withHosts);
    expect(stored()).toMatchObject({
      voiceHosts: [{ HostName: "192.0.2.1" }],
      services: { origination: { protocol: "SIP" } },
    });
  });

  test("that is half switched off is not forgotten by a refresh", async () => {
    const { id, state } = await make(peer({ voice: { applicationId: calls } }));
    stack.simulator.faults.on("PUT", /termination\/settings$/, { kind: "status", status: 400 });
    const failed = await update(id, state, peer()).catch((error: unknown) => error);
    const seen = await read(id, (failed as PartialFailure).done.outputs);
    expect(changes(seen?.state, peer())).toEqual(["voice"]);
    await update(id, seen?.state ?? {}, peer());
    expect(services()).toMatchObject({ origination: { protocol: "SIP" }, termination: { protocol: "SIP" } });
  });

  test.each([
    ["of the other kind", () => texts, "13648"],
    ["that does not exist", () => "nobody", "13629"],
  ])("an application %s leaves the peer in the state, and the error says why", async (_what, application, code) => {
    const error = await make(peer({ voice: { applicationId: application() } })).catch((it: unknown) => it);
    expect(error).toBeInstanceOf(PartialFailure);
    expect(String(error)).toMatch(
      new RegExp(`SIP peer ${siteId}/\\d+ exists, and not all of it is as declared.*${code}`),
    );
    // And what to do.
    expect(String(error)).toMatch(/needs `Voice-V2`, `messaging` needs `Messaging-V2`\.|Check `applicationId`\./);
  });
});
