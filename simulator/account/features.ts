import { tollFreeAreaCodes } from "../geography.js";
import type { XmlTree } from "../xml.js";
import type { AccountStore } from "./store.js";
import type { ExternalOrder, FeatureKind, FeatureOrder, NumberFailure, NumberFeatures } from "./types.js";

/** The three kinds of feature orders, and how they refuse. */
const kinds: Record<FeatureKind, { feature: keyof NumberFeatures; notOurs: NumberFailure; tollFree?: NumberFailure }> =
  {
    e911s: {
      feature: "e911",
      notOurs: { code: "8003", description: "Telephone numbers does not belong to this account." },
    },
    lidbs: {
      feature: "lidb",
      notOurs: { code: "11014", description: "Number does not belong to this account" },
      tollFree: { code: "11015", description: "The CNAM/LIDB API does not support adding toll free numbers." },
    },
    dldas: {
      feature: "dlda",
      notOurs: { code: "16101", description: "Number does not belong to this account" },
      tollFree: { code: "16100", description: "The DL/DA API does not support adding toll free numbers." },
    },
  };

/** A street that the emergency service doesn't know: 8006. */
export const UNKNOWN_STREET = "NOWHERE";

/** An order's numbers, group by group. */
export const featureNumbers = (order: FeatureOrder<FeatureKind>): string[] =>
  order.groups.flatMap((group) => group.numbers);

/** Sets what one number's group says, or removes it. */
export function setFeature(
  account: AccountStore,
  order: FeatureOrder<FeatureKind>,
  number: string,
): NumberFailure | undefined {
  const { feature, notOurs, tollFree } = kinds[order.kind];
  if (tollFree && tollFreeAreaCodes.includes(number.slice(2, 5))) return tollFree;
  const owned = account.heldNumber(number);
  if (owned === undefined) return notOurs;
  const content = order.groups.find((group) => group.numbers.includes(number))?.content ?? {};
  const features = owned.features ?? {};
  owned.features = features;
  if (order.remove) delete features[feature];
  else if (streetOf(content).toUpperCase().includes(UNKNOWN_STREET) && order.kind === "e911s") {
    return { code: "8006", description: "Address is not recognized by E911 service." };
  } else features[feature] = content;
  owned.modifiedAt = order.modifiedAt;
  return undefined;
}

function streetOf(content: XmlTree): string {
  const { Address } = content;
  return typeof Address === "object" && !Array.isArray(Address) ? String(Address.StreetName ?? "") : "";
}

/**
 * Imports or removes the customer's own numbers. A number that is imported again loses its attributes
 * (docs/maintainers/api.md#external-numbers).
 */
export function moveExternal(account: AccountStore, order: ExternalOrder, number: string): NumberFailure | undefined {
  const owned = account.heldNumber(number);
  if (order.action === "REMOVE") {
    if (owned === undefined)
      return { code: "25030", description: "Telephone numbers do not all belong to this account." };
    if (!owned.external) return { code: "25120", description: "The TNs provided are not external." };
    account.numbers.delete(number);
    return undefined;
  }
  if (account.inventory.has(number) || (owned && !owned.external)) {
    return {
      code: "25060",
      description: "Bandwidth-owned telephone numbers cannot be imported as External TNs.",
    };
  }
  account.numbers.set(number, {
    number,
    status: "Inservice",
    siteId: order.siteId,
    sipPeerId: order.sipPeerId ?? account.defaultPeer(order.siteId)?.id ?? "",
    orderId: order.id,
    orderType: "EXTERNAL_TN_ORDER",
    orderCreatedAt: order.createdAt,
    modifiedAt: order.modifiedAt,
    protected: false,
    external: true,
    options: {},
  });
  return undefined;
}
