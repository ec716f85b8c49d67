import { expect, test } from "vitest";
import { api, withScriptedApi } from "./numbersSupport.js";
import { ok } from "./scriptedApi.js";

withScriptedApi();

test("a resource that has many requests on their way makes Node.js warn of nothing, and leaves no listener behind", async () => {
  const warnings: string[] = [];
  const heard = ({ name }: Error) => void warnings.push(name);
  process.on("warning", heard);
  try {
    api.on("GET /things/*", ok("<Thing/>"));
    const { signal } = new AbortController();
    const listening = new Set<unknown>();
    const add = signal.addEventListener.bind(signal);
    const remove = signal.removeEventListener.bind(signal);
    signal.addEventListener = (type: string, listener: never, options?: never) => {
      listening.add(listener);
      add(type, listener, options);
    };
    signal.removeEventListener = (type: string, listener: never) => {
      listening.delete(listener);
      remove(type, listener);
    };
    const client = api.client();
    const ids = Array.from({ length: 40 }, (_, index) => String(index));
    await Promise.all(ids.map((id) => client.request({ method: "GET", path: ["things", id], signal })));
    await new Promise(setImmediate);
    expect(warnings).toEqual([]);
    expect(listening.size).toBe(0);
  } finally {
    process.off("warning", heard);
  }
});
