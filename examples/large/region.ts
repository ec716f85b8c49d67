import * as pulumi from "@pulumi/pulumi";
import * as bandwidth from "@pulumi-bandwidth/bandwidth";

export interface RegionArgs {
  address: bandwidth.types.input.AddressArgs;
  areaCodes: string[];
  numbersPerAreaCode: number;
  activeHost: string;
  standbyHost: string;
}

/** A site with a SIP peer for voice and one for tests, and a pool of numbers for each of its area codes. */
export class Region extends pulumi.ComponentResource {
  readonly name: string;
  readonly telephoneNumbers: pulumi.Output<string[]>;

  constructor(name: string, args: RegionArgs, options?: pulumi.ComponentResourceOptions) {
    super("telephony:index:Region", name, {}, options);
    this.name = name;
    const inside = { parent: this };

    const site = new bandwidth.Site(name, { name, address: args.address }, inside);
    const voice = new bandwidth.SipPeer(
      `${name}-voice`,
      {
        siteId: site.siteId,
        name: "voice",
        isDefaultPeer: true, // the first peer of a site has to be its default
        voiceHosts: [{ hostName: args.activeHost }, { hostName: args.standbyHost }], // in this order
        terminationHosts: [{ hostName: args.activeHost }, { hostName: args.standbyHost }],
      },
      inside,
    );
    // A second peer can only be made when the default one is there.
    new bandwidth.SipPeer(
      `${name}-test`,
      { siteId: site.siteId, name: "test", voiceHosts: [{ hostName: args.standbyHost }] },
      { ...inside, dependsOn: voice },
    );

    const pools = args.areaCodes.map(
      (areaCode) =>
        new bandwidth.PhoneNumberOrder(
          `${name}-${areaCode}`,
          {
            siteId: site.siteId,
            sipPeerId: voice.sipPeerId,
            name: `${name} ${areaCode}`,
            search: { areaCode },
            quantity: args.numbersPerAreaCode,
          },
          { ...inside, customTimeouts: { create: "30m" } }, // pools of hundreds of numbers take their time
        ),
    );
    this.telephoneNumbers = pulumi.all(pools.map((pool) => pool.telephoneNumbers)).apply((lists) => lists.flat());

    // One resource for all numbers of the region: one order sets the options of all of them.
    new bandwidth.TnOptions(
      name,
      { telephoneNumbers: this.telephoneNumbers, callingNameDisplay: "on", sms: "off" },
      inside,
    );
    this.registerOutputs({ telephoneNumbers: this.telephoneNumbers });
  }
}
