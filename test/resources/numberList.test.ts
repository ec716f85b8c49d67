import { expect, test } from "vitest";
import { read } from "../../provider/pulumi/definition/lifecycle.js";
import { resourceNamed, Stack } from "./support.js";

test("number orders are listed by their ids, but for those that bought nothing", async () => {
  const stack = await Stack.start();
  try {
    const place = { siteId: await stack.site(), search: { areaCode: "919" } };
    await stack.peer(place.siteId);
    const bought = [];
    for (const name of ["first", "second"])
      bought.push(await stack.create("PhoneNumberOrder", name, { ...place, quantity: 2 }));
    stack.simulator.account.script({ kind: "orders", outcome: "failed" });
    await expect(stack.create("PhoneNumberOrder", "third", { ...place, quantity: 1 })).rejects.toThrow("FAILED");

    const order = resourceNamed("PhoneNumberOrder");
    const ids: string[] = [];
    const found = order.list?.find({ api: stack.api, query: {}, signal: new AbortController().signal });
    for await (const { id } of found ?? []) ids.push(id);
    expect(ids.sort()).toEqual(bought.map(({ id }) => id).sort());
    const imported = await read(order, stack.call("imported"), ids[0] ?? "");
    expect(imported?.inputs.telephoneNumbers).toHaveLength(2);
  } finally {
    await stack.close();
  }
});
