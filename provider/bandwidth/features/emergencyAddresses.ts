import type { Client } from "../http/client.js";
import { featuresAgree } from "../numbers/numberFeatures.js";
import type { Applied } from "../orders/batchResults.js";
import type { Following } from "../orders/follow.js";
import type { GroupForm } from "../orders/groupForm.js";
import { groupOrders } from "../orders/groupOrders.js";
import { e911Order } from "../orders/kinds.js";
import { type Grouped, listGroups, numbersElement, orderedNumbers } from "../orders/orderedNumbers.js";
import { agrees } from "../values/agreement.js";
import { type EmergencyAddress, emergencyCodec, emergencyOrderCodec } from "../values/emergencyAddress.js";
import { decode, encode } from "../xml/codec.js";
import { element, type XmlElement } from "../xml/xml.js";

export { type EmergencyAddress, type EmergencyOrder, emergencyOrderCodec } from "../values/emergencyAddress.js";

/** With `remove`, the number loses its own address and uses its SIP peer's address again. */
type Values = EmergencyAddress | { remove: true };

const form: GroupForm<Values> = {
  kind: e911Order,
  // An order has one address and one list of numbers.
  mostGroups: 1,
  key: (values) => JSON.stringify(values),
  // 8003: not on this account (yet). 8004 and 8019: another order is processing it. 8007: the service is unavailable.
  notReady: new Set(["8003", "8004", "8007", "8034"]),
  document(groups, customerOrderId, dialect) {
    const numbers = groups.flatMap((group) => group.numbers);
    const values = groups[0]?.values ?? {};
    // A removal has neither address nor caller name (docs/maintainers/api.md#emergency-addresses).
    const what =
      "remove" in values ? { DeleteTNSpecificE911Address: "true" } : encode<EmergencyAddress>(emergencyCodec, values);
    return {
      root: "E911Order",
      content: { CustomerOrderId: customerOrderId, TelephoneNumbers: numbersElement(numbers, dialect), ...what },
    };
  },
  groupsOf(order) {
    const { deleteTnSpecificE911Address: removes } = decode(emergencyOrderCodec, element(order, "E911Order") ?? order);
    return orderOf(order).map(({ telephoneNumbers, ...values }) => ({
      values: removes ? { remove: true } : values,
      numbers: telephoneNumbers,
    }));
  },
  // An address that the emergency service spells differently doesn't match, so it is set once more. Lives depend on it.
  holds: (client, groups) =>
    featuresAgree(client, groups, ({ emergencyAddress }, values) =>
      "remove" in values ? emergencyAddress === undefined : agrees(emergencyAddress, values),
    ),
};

/** Emergency addresses of numbers. */
export const emergencyAddresses = (client: Client) => {
  const apply = groupOrders(client, form);
  return {
    /** Sets an address for numbers (E.164). `ADJUSTED_…`: accepted, with another spelling of the address. */
    set: (numbers: readonly string[], values: EmergencyAddress, following?: Following): Promise<Applied> =>
      apply(numbers, values, following),

    /** Removes the numbers' own address. */
    remove: (numbers: readonly string[], following?: Following): Promise<Applied> =>
      apply(numbers, { remove: true }, following),

    /** The numbers of each order, newest order first. An order without an address was a removal. */
    list: (signal?: AbortSignal) => listGroups(client, e911Order, orderOf, signal),
  };
};

/** An order has one address for all its numbers. */
function orderOf(body: XmlElement): Grouped<EmergencyAddress>[] {
  const order = element(body, "E911Order") ?? body;
  return [{ telephoneNumbers: orderedNumbers(order), ...decode(emergencyCodec, order) }];
}
