import { AsyncLocalStorage } from "node:async_hooks";
import type { PackageDefinition } from "../provider/pulumi/definition/package.js";
import type { Bandwidth } from "../provider/resources/define.js";
import { routes } from "../simulator/endpoints/routes.js";
import { writeDown } from "../simulator/journal.js";
import { router } from "../simulator/routing.js";

/** The definition that acts at this moment. */
const acting = new AsyncLocalStorage<string>();
const route = router(routes);

/** A function that says, to whatever it starts, whose it is. */
const as =
  <Given, Result>(name: string, act: (given: Given) => Result) =>
  (given: Given): Result =>
    acting.run(name, () => act(given));

/**
 * The same package, which writes down in the journal which of its definitions has sent a request. So the lists of operations are
 * compared with what each of them really does (`scripts/coverage.ts`), also where several act in one run.
 */
export function attributed<Pack extends PackageDefinition<Bandwidth>>(pack: Pack): Pack {
  return {
    ...pack,
    resources: pack.resources.map((one) => ({
      ...one,
      create: as(one.name, one.create),
      read: as(one.name, one.read),
      update: as(one.name, one.update),
      delete: as(one.name, one.delete),
      ...(one.noteOwnership && { noteOwnership: as(one.name, one.noteOwnership) }),
      ...(one.noteImport && { noteImport: as(one.name, one.noteImport) }),
      ...(one.isKnownHere && { isKnownHere: as(one.name, one.isKnownHere) }),
    })),
    functions: pack.functions.map((one) => ({ ...one, invoke: as(one.name, one.invoke) })),
    connect(given) {
      const api = pack.connect(given);
      const { client } = api;
      const { request } = client;
      client.request = (asked) => {
        const name = acting.getStore();
        const reached = route(asked.method, `/${asked.path.map(encodeURIComponent).join("/")}`);
        if (name !== undefined && typeof reached === "object") {
          writeDown(asked.method, client.dialect, reached.path, name);
        }
        return request.call(client, asked);
      };
      return api;
    },
  };
}
