/** A site with a SIP peer and `orders` in it: a list of `[name, quantity]`. */
export function ordering(orders: (readonly [name: string, quantity: number])[]): string {
  return `const bandwidth = require("pulumi-bandwidth");
const address = { houseNumber: "900", streetName: "Main Campus Drive", city: "Raleigh", stateCode: "NC", zip: "27606" };
const { siteId } = new bandwidth.Site("site", { name: "site", address });
const { sipPeerId } = new bandwidth.SipPeer("peer", { siteId, name: "peer", isDefaultPeer: true });
for (const [name, quantity] of ${JSON.stringify(orders)}) {
  new bandwidth.PhoneNumberOrder(name, { siteId, sipPeerId, search: { areaCode: "919" }, quantity });
}
`;
}

/** The same number of dynamic resources that do nothing: the engine's own cost. */
export function idle(count: number): string {
  return `const pulumi = require("@pulumi/pulumi");
const provider = { async create() { return { id: "none", outs: {} }; } };
class Nothing extends pulumi.dynamic.Resource { constructor(name) { super(provider, name, {}); } }
for (let index = 0; index < ${count}; index++) new Nothing("nothing-" + index);
`;
}

export function several(count: number, quantity: number): [string, number][] {
  return Array.from({ length: count }, (_, index) => [`order-${index}`, quantity]);
}
