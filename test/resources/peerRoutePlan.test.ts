import { describe, expect, test } from "vitest";
import type { Values } from "../../provider/pulumi/values/values.js";
import { changes, make, peer, read, stack, stored, update, withApplications } from "./peerServicesSupport.js";
import { complaints } from "./support.js";

describe("what a SIP peer sets by itself", () => {
  withApplications();

  test("a route plan of the peer itself is set, drifted, healed, imported, taken out, and left alone", async () => {
    const plan = [
      { endpoint: "+19195550100", priority: 1, weight: 100 },
      { endpoint: "sip:desk@pbx.example.com", priority: 2, weight: 100, name: "backup" },
    ];
    const program = peer({ originationRoutePlan: plan });
    const { id, state } = await make(program);
    const routes = () => {
      const [there] = [stored()?.others?.OriginationRoutePlan].flat();
      return ((there as Values | undefined)?.Route ?? []) as Values[];
    };
    expect(routes()).toEqual([
      { Endpoint: "9195550100", Priority: "1", Weight: "100", EndpointType: "TN" },
      { Endpoint: "sip:desk@pbx.example.com", Priority: "2", Weight: "100", Name: "backup", EndpointType: "SIP" },
    ]);
    expect(changes((await read(id, state))?.state, program)).toEqual([]);
    const imported = await read(id);
    expect(imported?.inputs.originationRoutePlan).toEqual(plan);
    expect(complaints("SipPeer", imported?.inputs ?? {})).toEqual([]);
    const described = await update(id, state, { ...program, description: "changed" });
    expect(routes()).toHaveLength(2);
    Object.assign(routes()[0] ?? {}, { Weight: "50" });
    const drifted = await read(id, described);
    expect(changes(drifted?.state, { ...program, description: "changed" })).not.toEqual([]);
    const healed = await update(id, drifted?.state ?? {}, { ...program, description: "changed" });
    expect(routes()[0]?.Weight).toBe("100");
    const without = await update(id, healed, peer({ description: "changed" }));
    expect(stored()?.others).not.toHaveProperty("OriginationRoutePlan");
    const elsewhere = { Id: "9", Route: [{ Endpoint: "192.0.2.7", Priority: "1", Weight: "1", EndpointType: "IPv4" }] };
    Object.assign(stored() ?? {}, { others: { OriginationRoutePlan: elsewhere } });
    expect(changes((await read(id, without))?.state, peer({ description: "changed" }))).toEqual([]);
    await update(id, without, peer({ description: "again" }));
    expect([stored()?.others?.OriginationRoutePlan].flat()).toHaveLength(1);
    expect(JSON.stringify(stored()?.others)).toContain('"Id":"9"');
    expect(
      complaints("SipPeer", peer({ originationRoutePlan: [{ endpoint: "192.0.2.7", priority: 2, weight: 1 }] })),
    ).toEqual(["originationRoutePlan has no route with priority 1 (error 5223)"]);
  });

  const own: [field: string, value: unknown, wire: string, written: string, other: string, off: string][] = [
    ["pindropEnabled", true, "PindropEnabled", "true", "false", "false"],
    ["callVerificationEnabled", true, "CallVerificationEnabled", "true", "false", "false"],
    ["ssSendToCustomer", "VERSTAT", "SsSendToCustomer", "VERSTAT", "IDENTITY", "NONE"],
  ];
  test.each(
    own,
  )("%s of the peer itself is set, drifted, healed, imported, taken out, and left alone", async (field, value, wire, written, other, off) => {
    const program = peer({ [field]: value });
    const { id, state } = await make(program);
    const at = () => [stored()?.others?.[wire]].flat()[0];
    expect(at()).toBe(written);
    expect(changes((await read(id, state))?.state, program)).toEqual([]);
    expect((await read(id))?.inputs[field]).toBe(value);
    Object.assign(stored() ?? {}, { others: { [wire]: other } });
    const drifted = await read(id, state);
    expect(changes(drifted?.state, program)).toEqual([field]);
    const healed = await update(id, drifted?.state ?? {}, program);
    expect(at()).toBe(written);
    const without = await update(id, healed, peer());
    expect(at()).toBe(off);
    Object.assign(stored() ?? {}, { others: { [wire]: other } });
    await update(id, without, peer({ description: "changed" }));
    expect(at()).toBe(other);
    stack.refreshed.add(id);
    await make(peer());
    expect(at()).toBe(other);
  });
});
