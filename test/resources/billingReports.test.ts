import { describe, expect, test } from "vitest";
import { PartialFailure } from "../../provider/pulumi/definition/errors.js";
import { failure } from "../bandwidth/helpers/client.js";
import { KINDS, reportDesk } from "./reportSupport.js";
import { complaints, resourceNamed } from "./support.js";

const desk = reportDesk();

describe.each(["BillingReport", "BillingDetailRecords"])("a %s", (type) => {
  const program = KINDS[type] ?? {};

  test("whose answer was lost is not asked for again, and the error says so", async () => {
    desk.stack.simulator.faults.on("POST", /billingreports|bdrs/, { kind: "lostAnswer" });
    const error = await failure(desk.stack.create(type, "it", program));
    expect(error).not.toBeInstanceOf(PartialFailure);
    expect(error.message).toMatch(/cannot list such reports.*was not requested a second time.*`pulumi up` again/);
    expect(desk.stack.simulator.account.billingArchives.size).toBe(1);
  });

  test("is imported with what the API does not tell", async () => {
    const { id, state } = await desk.stack.create(type, "it", program);
    const kind = type === "BillingReport" ? "MDR/" : "";
    const imported = await desk.stack.read(type, "it", `${id}/${kind}2026-01-01/2026-01-31`);
    expect(imported).toMatchObject({ id, inputs: program });
    expect(imported?.state).toEqual(state);
    await expect(desk.stack.read(type, "it", id)).rejects.toThrow("does not say which report this is");
    const none = `9b428b4c-159b-465f-9667-0123456789ab/${kind}2026-01-01/2026-01-31`;
    expect(await desk.stack.read(type, "it", none)).toBeUndefined();
    // One that is taken over for another period is refused.
    const other = resourceNamed(type).update({
      ...desk.stack.call("it"),
      id,
      state,
      inputs: { ...program, endDate: "2026-02-28" },
    });
    await expect(other).rejects.toThrow(`endDate report ${id} was created for 2026-01-31`);
  });

  test("a period that ends before it begins is refused", () => {
    expect(complaints(type, { ...program, startDate: "2026-03-01" })).toEqual([
      "endDate must not be before startDate 2026-03-01 (error 15501)",
    ]);
  });
});

test("a billing report that answers 303 is ready", async () => {
  desk.stack.simulator.settings.billingReportRedirects = true;
  const { state } = await desk.stack.create("BillingReport", "it", KINDS.BillingReport ?? {});
  expect(state).toMatchObject({ status: "COMPLETED", checksum: expect.any(String) });
});
