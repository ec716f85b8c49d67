import { ADDRESS, peer, type Resource, ref, site } from "./pluginSupport.js";
import { number, program } from "./support.js";

/** Numbers of the inventory, and numbers of the customer's own. */
export const BOUGHT = [number(0), number(1), number(2)];
export const OWN = [number(0, "202"), number(1, "202")];

export type Resources = Record<string, Resource>;

export interface Wish {
  bought?: string[];
  own?: string[];
  spare?: string;
  password?: string;
  note?: string;
  /** The numbers with an emergency address, and the caller that they show. */
  helped?: string[];
  caller?: string;
  allowRemoval?: boolean;
  /** The name in the directory, and as it is shown to the called. */
  name?: string;
  onDelete?: "unlist";
  more?: Resources;
}

/** One of each resource around numbers. */
export function everything(wish: Wish = {}): Resources {
  const { bought = BOUGHT, own = OWN, password = "a word that is nowhere else", name = "Joes Garage" } = wish;
  const place = { siteId: ref("office.siteId"), sipPeerId: ref("trunk.sipPeerId") };
  const numbers = ref("numbers.telephoneNumbers");
  return {
    office: site(),
    trunk: peer(),
    held: of("TnReservation", { reservedTn: BOUGHT[2] }),
    spare: of("TnReservation", { reservedTn: wish.spare ?? number(50) }),
    numbers: of("PhoneNumberOrder", {
      ...place,
      telephoneNumbers: bought,
      reservationIds: [ref("held.reservationId")],
    }),
    user: of("SipCredential", { userName: "alice", domain: "sip.example.com", realm: "sip.example.com", password }),
    note: of("OrderNote", { orderId: ref("numbers.orderIds[0]"), description: wish.note ?? "For the new office" }),
    help: of("E911Address", {
      telephoneNumbers: wish.helped ?? numbers,
      callerName: wish.caller ?? "Main office",
      // The emergency service has it in capitals: ADJUSTED_COMPLETE.
      address: ADDRESS,
      allowRemoval: wish.allowRemoval,
    }),
    shown: of("LidbRecord", {
      telephoneNumbers: numbers,
      subscriberInformation: name,
      useType: "BUSINESS",
      visibility: "PUBLIC",
    }),
    listed: of("DirectoryListing", {
      telephoneNumbers: numbers,
      subscriberType: "BUSINESS",
      listingType: "LISTED",
      listingName: { lastName: name },
      listAddress: true,
      address: ADDRESS,
      onDelete: wish.onDelete,
    }),
    own: of("ExternalTns", { ...place, telephoneNumbers: own }),
    ...wish.more,
  };
}

export const of = (type: string, properties: Resource["properties"]): Resource => ({
  type: `bandwidth:${type}`,
  properties,
});

/** The same as a program over the dynamic resources. */
export function javaScript(resources: Resources): string {
  const statements = Object.entries(resources).map(([name, { type, properties }]) => {
    const inputs = JSON.stringify(properties).replaceAll(/"\$\{([^}]+)\}"/g, "$1");
    return `const ${name} = new bw.${type.replace("bandwidth:", "")}("${name}", ${inputs});`;
  });
  return program(...statements);
}

/** The same with every change at once. */
export const CHANGED: Wish = {
  bought: [BOUGHT[0] ?? "", BOUGHT[2] ?? ""],
  own: [OWN[1] ?? "", number(2, "202")],
  spare: number(51),
  password: "another word that is nowhere else",
  note: "For the old office",
  caller: "Front desk",
  name: "Joes Cafe",
};
