import { readFileSync, rmSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { PartialFailure } from "../../provider/pulumi/definition/errors.js";
import { checksumOf } from "../../provider/resources/properties/localFile.js";
import { failure } from "../bandwidth/helpers/client.js";
import { ID, KINDS, made, reportDesk } from "./reportSupport.js";
import { resourceNamed } from "./support.js";

const desk = reportDesk();

/** A short time limit for what never ends. */
const hasty = (name: string) => ({ ...desk.stack.call(name), timeoutMs: 200 });

const expire = () => {
  for (const one of desk.stack.simulator.account.reportInstances.values()) one.expiresAt = 0;
  desk.stack.simulator.account.billingArchives.clear();
};

describe.each(Object.entries(KINDS))("a %s", (type, program) => {
  test("is asked for once, waited for, and shown in `content` when it is small", async () => {
    desk.stack.simulator.settings.reportLatencyMs = 300;
    const { id, state } = await desk.stack.create(type, "it", program);
    expect(made(desk.stack)).toHaveLength(1);
    const content = Buffer.from(String(state.content), "base64");
    expect(state).toMatchObject({ size: content.length, checksum: checksumOf(content) });
    expect(content.subarray(0, 4).toString()).toMatch(/^(%PDF|PK)/);
    const fresh = await desk.stack.read(type, "it", id, state);
    expect(fresh?.state).toEqual(state);
    expect(desk.stack.diff(type, fresh?.state ?? {}, program).changes).toEqual([]);
  });

  test("that is not ready in time is kept in the state, and the next up goes on", async () => {
    desk.stack.simulator.settings.reportLatencyMs = 60_000;
    const wish = { ...program, path: desk.path };
    const create = resourceNamed(type).create({ ...hasty("it"), inputs: wish });
    const error = await failure<PartialFailure>(create);
    expect(error).toBeInstanceOf(PartialFailure);
    expect(error.message).toMatch(/isn't ready at the time limit.*The next run continues/);
    const { id = "", outputs } = error.done;
    expect(id).toContain(String(outputs[ID[type] ?? ""]));
    const state = { ...wish, ...outputs };
    expect(desk.stack.diff(type, state, wish).changes).toEqual([{ path: "checksum", kind: "add", replaces: false }]);
    for (const one of desk.stack.simulator.account.reportInstances.values()) one.readyAt = 0;
    for (const one of desk.stack.simulator.account.billingArchives.values()) one.readyAt = 0;
    const refreshed = await desk.stack.read(type, "it", id, state);
    const done = await desk.stack.update(type, "it", id, refreshed?.state ?? {}, wish);
    expect(checksumOf(readFileSync(desk.path))).toBe(done.checksum);
    expect(made(desk.stack)).toHaveLength(1);
  });

  test("that Bandwidth has no more stays as long as its file is here, and is made anew when it is not", async () => {
    const { id, state } = await desk.stack.create(type, "it", { ...program, path: desk.path });
    expire();
    expect((await desk.stack.read(type, "it", id, state))?.state).toMatchObject({ status: "Expired", path: desk.path });
    rmSync(desk.path);
    const lost = desk.stack.update(type, "it", id, { ...state, path: undefined }, { ...program, path: desk.path });
    await expect(lost).rejects.toThrow(/pulumi refresh/);
    expect(await desk.stack.read(type, "it", id, state)).toBeUndefined();
  });

  test("with its file in the state stays when Bandwidth has it no more", async () => {
    const { id, state } = await desk.stack.create(type, "it", program);
    expire();
    expect((await desk.stack.read(type, "it", id, state))?.state).toMatchObject({
      status: "Expired",
      content: state.content,
    });
  });

  test("no answer that proves nothing makes it gone", async () => {
    const { id, state } = await desk.stack.create(type, "it", program);
    for (const fault of [
      { kind: "html", status: 404 },
      { kind: "status", status: 403 },
      { kind: "empty", status: 200 },
    ] as const) {
      desk.stack.simulator.faults.on("GET", /instances|billingreports|bdrs/, fault);
      await expect(desk.stack.read(type, "it", id, state)).rejects.toThrow();
    }
  });

  test("other inputs or triggers make another one, after the old one has gone", async () => {
    const { state } = await desk.stack.create(type, "it", program);
    const changed = { ...program, replacementTriggers: ["february"] };
    expect(desk.stack.diff(type, state, changed)).toMatchObject({
      replaces: ["replacementTriggers"],
      deleteBeforeReplace: true,
    });
  });
});
