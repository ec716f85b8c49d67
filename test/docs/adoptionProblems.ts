import { adopting, apiOf, type Entry, fromFile, office, removeFolders } from "../commandLine/adoptSupport.js";
import { frontEnds, type Made, type Run } from "../frontEnds/support.js";
import { errorOf, type Problem, warningsOf } from "./support.js";

const typeOf = ({ type }: Entry) => type.split(":").at(-1) ?? "";
const imported = ({ id, outputs }: Entry): Made => ({ id, state: fromFile(outputs) });

/** What can go wrong with an account that was adopted as a whole. */
export const adoptionProblems: Problem[] = [
  {
    title: "Another stack may have been adopted from the same account",
    async happen(simulator) {
      const { siteId, main } = await office(simulator, 2);
      const start = (settings = {}): Promise<Run> => {
        const [, plugin] = frontEnds;
        if (!plugin) throw new Error("there is no plugin");
        return plugin[1](simulator.environment(), settings);
      };
      const adopted = async (type: string): Promise<Entry> => {
        const found = (await adopting(simulator)).resources.find((one) => typeOf(one) === type);
        removeFolders();
        if (!found) throw new Error(`no ${type}`);
        return found;
      };
      const remove = async (one: Entry, settings = {}) =>
        // Without what gRPC writes before it.
        (await errorOf((await start(settings)).remove(typeOf(one), one.name, imported(one)))).replace(
          /^2 UNKNOWN: /,
          "",
        );
      const list = await adopted("PhoneNumberOrder");
      const run = await start();
      const shorter = { ...fromFile(list.inputs), telephoneNumbers: ["+19195550100"] };
      await run.preview("PhoneNumberOrder", list.name, shorter, imported(list));
      const destroyed = [await remove(list), await remove(await adopted("Site"))];

      const api = apiOf(simulator);
      await api.externalTns.import(["+13125550177"], { siteId, sipPeerId: main }, {});
      api.client.close();
      simulator.faults.on("GET", /\/externalTns/, { kind: "status", status: 403 }, { times: 9 });
      const doubtful = await remove(await adopted("PhoneNumberOrder"), { ownsAdopted: "true" });
      return [...warningsOf(run), ...destroyed, doubtful];
    },
  },
];
