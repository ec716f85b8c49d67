import type { Deferred } from "../definition/deferred.js";
import type { AnyResource } from "../definition/definition.js";
import * as lifecycle from "../definition/lifecycle.js";
import type { ServedPackage } from "../definition/package.js";
import { propertiesOf } from "../values/property.js";
import { withoutValues } from "../values/secrets.js";
import { Secret } from "../values/values.js";
import { fromWire, toWire } from "../values/wire.js";
import { identityOf, outgoing, split, text, urnOf } from "./bag.js";
import { keepUnfinished, presented } from "./errors.js";
import { STATE_KEY_TYPE } from "./identity.js";
import type { DynamicHandlers } from "./provider.js";
import { DynamicSession } from "./session.js";
import { stateKeyHandlers } from "./stateKey.js";

/** The handlers of every resource of a package, by type name. The stub in the state loads them. */
export function dynamicHandlers<Api>(
  pack: ServedPackage<Api>,
  process: { argv: string[]; env: NodeJS.ProcessEnv },
): Record<string, DynamicHandlers> {
  const session = new DynamicSession(pack, process.env, engineAddress(process.argv));
  const entries = pack.resources.map((listed) => [listed.name, handlersOf(session, listed)] as const);
  return { ...Object.fromEntries(entries), [STATE_KEY_TYPE]: stateKeyHandlers(session.madeStateKeys) };
}

/** The dynamic provider is started as `node …/dynamic-provider ADDRESS`. */
function engineAddress(argv: string[]): string | undefined {
  return argv[1]?.includes("dynamic-provider") ? argv[2] : undefined;
}

function handlersOf<Api>(
  session: DynamicSession<Api>,
  listed: AnyResource<Api> | Deferred<AnyResource<Api>>,
): DynamicHandlers {
  const type = listed.name;
  const loaded = async () => {
    const resource = "load" in listed ? await listed.load() : listed;
    return { resource, anyApi: resource as AnyResource<never> };
  };
  return {
    configure: ({ config }) => session.configure(config),

    async check(olds, news) {
      const { resource, anyApi } = await loaded();
      const { values, hidden, adopt } = split(news);
      const urn = urnOf(news);
      session.sawCheck(urn);
      session.stateKeys.add(identityOf(news).stateKey);
      const checked = lifecycle.checkResource(resource, values, session.program, urn, await session.connection);
      const { inputs, failures, warnings } = checked;
      failures.push(...session.namedSettingFailures());
      if (adopt !== undefined && adopt !== null && typeof adopt !== "string") {
        failures.push({ property: "adopt", reason: `must be text: ${resource.importId.form}` });
      }
      for (const { property, reason } of warnings) session.engine.log("warning", `${property} ${reason}`, urn);
      if ("announcement" in checked && checked.announcement) session.engine.log("info", checked.announcement, urn);
      // A create is checked without old inputs, and a preview asks nothing more about it.
      if (failures.length === 0 && Object.keys(olds).length === 0 && !text(adopt)) {
        await session.plan(urn, lifecycle.plans(anyApi, { inputs }, session.program.others(urn)));
      }
      await session.engine.flush();
      // What the program has made secret arrives without its mark.
      const marked = (identityOf(news).secrets ?? []).map((name) => [name, new Secret(values[name])]);
      const given = { ...values, ...Object.fromEntries(marked) };
      const shown = withoutValues(propertiesOf(resource.inputs), given, failures);
      return { inputs: { ...outgoing(resource, inputs, hidden), ...toWire({ adopt }) }, failures: shown };
    },

    async diff(id, olds, news) {
      const { anyApi } = await loaded();
      const urn = urnOf(news);
      session.program.hold(type, id, urn);
      const { values } = split(news);
      const state = fromWire(olds);
      const others = session.program.others(urn);
      // A refresh asks for a diff too, with its sides swapped. Only a program's diff follows a check.
      const ofProgram = session.isProgramDiff(urn);
      const replaceOn = ofProgram ? identityOf(news).replaceOnChanges : undefined;
      const compared = presented(() =>
        lifecycle.diff(anyApi, state, values, others, { world: session.world, replaceOn }),
      );
      const { changes, replaces, deleteBeforeReplace, announcement, reminder } = compared;
      if (ofProgram) session.program.compared(type, urn, lifecycle.holdingOf(anyApi, id, state), changes);
      if (announcement && ofProgram) session.engine.log("info", announcement, urn);
      if (reminder && ofProgram) session.engine.log("warning", reminder, urn);
      await session.plan(
        urn,
        lifecycle.plans(anyApi, { state, inputs: values, replaces: replaces.length > 0 }, others),
      );
      await session.engine.flush();
      return { changes: changes.length > 0, replaces, deleteBeforeReplace };
    },

    async create(bag) {
      const { resource } = await loaded();
      const { values, hidden, adopt } = split(bag);
      return session.run(type, bag, "create", (call) =>
        keepUnfinished(resource, { hidden }, async () => {
          const made = await lifecycle.create(resource, call, values, text(adopt));
          return { id: made.id, outs: outgoing(resource, made.state, hidden) };
        }),
      );
    },

    async read(id, bag) {
      const { resource, anyApi } = await loaded();
      const { values, hidden, adopt } = split(bag);
      session.sawRead(urnOf(bag));
      return session.run(type, bag, "read", async (call) => {
        const found = await lifecycle.read(resource, call, id, values);
        if (!found) return { id: "", props: {} };
        await session.answers.next();
        session.program.found(type, call.urn, lifecycle.holdingOf(anyApi, found.id, found.state));
        const adopted = toWire({ adopt });
        return {
          id: found.id,
          props: { ...outgoing(resource, found.state, hidden), ...adopted },
          inputs: { ...outgoing(resource, found.inputs, hidden), ...adopted },
        };
      });
    },

    async update(id, olds, news) {
      const { resource } = await loaded();
      const { values, hidden, adopt } = split(news);
      return session.run(type, news, "update", (call) =>
        keepUnfinished(resource, { id, hidden, olds }, async () => {
          const adopting = { ...call, adopts: text(adopt) };
          const state = await lifecycle.update(resource, adopting, id, fromWire(olds), values);
          return { outs: outgoing(resource, state, hidden) };
        }),
      );
    },

    async delete(id, bag) {
      const { resource } = await loaded();
      return session.run(type, bag, "delete", (call) => lifecycle.remove(resource, call, id, split(bag).values));
    },
  };
}
