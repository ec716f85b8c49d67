import type { Client } from "../http/client.js";
import { locate } from "../numbers/locate.js";
import { NumberLookUps } from "../numbers/numberLookUps.js";
import { optionReads } from "../numbers/optionReads.js";
import { peerNumbers } from "../numbers/peerNumbers.js";
import { portOutPasscodes } from "../numbers/portOutPasscodes.js";
import type { Applied } from "../orders/batchResults.js";
import type { Following } from "../orders/follow.js";
import type { GroupForm } from "../orders/groupForm.js";
import { groupOrders } from "../orders/groupOrders.js";
import { tnOptionOrder } from "../orders/kinds.js";
import { asWished } from "../orders/orderedNumbers.js";
import { type NumberOptions, optionDocument, optionGroups, optionsKey, publicOptionsKey } from "./optionGroups.js";
import { optionsHold } from "./toldOptions.js";

export type { Applied } from "../orders/batchResults.js";
export type { NumberOptions } from "./optionGroups.js";

/** The number has this very passcode already (docs/maintainers/api.md#more-options). */
const samePasscode = "5195";

const form: GroupForm<NumberOptions> = {
  kind: tnOptionOrder,
  document: optionDocument,
  key: optionsKey,
  publicKey: publicOptionsKey,
  ofOneNumber: new Set([samePasscode]),
  notReady: new Set(["5071", "5074", "5076", "5218", "13517", "13518", "13520"]),
  groupsOf: (order) => asWished(optionGroups(order)),
  async holds(client, groups, ageMs) {
    const numbers = groups.flatMap((group) => group.numbers);
    const places = await locate(peerNumbers(client), new NumberLookUps(client), numbers, []);
    const listed = new Map(numbers.map((number) => [number, places.get(number)?.attributes]));
    const wanted: NumberOptions = Object.assign({}, ...groups.map(({ values }) => values));
    const seen = await optionReads(client).complete(listed, wanted);
    return groups.every((group) => group.numbers.every((number) => optionsHold(group.values, seen.get(number), ageMs)));
  },
};

const nothingToDo: Applied = { orderIds: [], status: "COMPLETE", failed: [], open: false };

/** Line features of numbers. */
export const tnOptions = (client: Client, settings: { mostPerOrder?: number } = {}) => {
  const apply = groupOrders(client, form, settings.mostPerOrder);
  const passcodes = portOutPasscodes(client);

  async function send(numbers: string[], options: NumberOptions, following: Following): Promise<Applied> {
    if (numbers.length === 0 || Object.values(options).every((value) => value === undefined)) return nothingToDo;
    try {
      return await apply(numbers, options, following);
    } finally {
      // Not before: whoever reads meanwhile may see the one or the other. All calls of an order come here at the same moment.
      peerNumbers(client).forgetNumbers(numbers);
    }
  }

  /** Bandwidth refuses a passcode that a number has already. So only the others get it. */
  async function sendWithPasscode(numbers: string[], options: NumberOptions, following: Following): Promise<Applied> {
    const { portOutPasscode, ...others } = options;
    const known = await passcodes.of(numbers);
    const has = new Set(numbers.filter((number) => known?.get(number) === portOutPasscode));
    const lacking = numbers.filter((number) => !has.has(number));
    const settled = [...has];
    const [done, alike] = await allEnded([send(lacking, options, following), send(settled, others, following)]);
    // Another program was faster, or these credentials can't see passcodes. The number may lack the other options.
    const late = done.failed.flatMap(({ code, telephoneNumber }) =>
      code === samePasscode && telephoneNumber !== undefined ? [telephoneNumber] : [],
    );
    const again = await send(late, others, following);
    const failed = done.failed.filter(({ code }) => code !== samePasscode);
    return together([{ ...done, failed }, alike, again], numbers.length);
  }

  const api = {
    /**
     * Sets options of numbers (E.164). Options that are left out don't change. Calls at the same moment share orders.
     * Throws when the API refuses the options themselves.
     */
    async apply(numbers: string[], options: NumberOptions, following: Following = {}): Promise<Applied> {
      const isSet = options.portOutPasscode !== undefined && options.portOutPasscode !== "systemDefault";
      return isSet ? sendWithPasscode(numbers, options, following) : send(numbers, options, following);
    },

    /** Sets options that differ from number to number, by the same orders. */
    async applyEach(
      parts: readonly { numbers: string[]; options: NumberOptions }[],
      following: Following = {},
    ): Promise<Applied> {
      const results = await allEnded(parts.map(({ numbers, options }) => api.apply(numbers, options, following)));
      return together(results, parts.flatMap(({ numbers }) => numbers).length);
    },
  };
  return api;
};

/**
 * The results of all of them. An error goes out only when all have ended: an order that was placed after it would be unknown to the
 * next run, which would place it again.
 */
export async function allEnded<Works extends readonly Promise<unknown>[] | []>(works: Works) {
  await Promise.allSettled(works);
  return Promise.all(works);
}

/** The results of several calls as one. */
function together(results: readonly Applied[], asked: number): Applied {
  const failed = results.flatMap((result) => result.failed);
  const open = results.find((result) => result.open);
  const warnings = results.flatMap((result) => result.warnings ?? []);
  const status = failed.length === 0 ? "COMPLETE" : failed.length < asked ? "PARTIAL" : "FAILED";
  return {
    orderIds: [...new Set(results.flatMap((result) => result.orderIds))],
    status: open?.status ?? status,
    failed,
    ...(warnings.length > 0 && { warnings }),
    open: open !== undefined,
  };
}
