import * as pulumi from "@pulumi/pulumi";
import * as bandwidth from "pulumi-bandwidth";

export interface OfficeArgs {
  address: bandwidth.SiteArgs["address"];
  voiceHost: pulumi.Input<string>;
  areaCode: pulumi.Input<string>;
  quantity: pulumi.Input<number>;
}

/** A site with its SIP peer, and telephone numbers with their options. */
export class Office extends pulumi.ComponentResource {
  readonly siteId: pulumi.Output<string>;
  readonly telephoneNumbers: pulumi.Output<string[]>;

  constructor(name: string, args: OfficeArgs, options?: pulumi.ComponentResourceOptions) {
    super("telephony:index:Office", name, {}, options);
    const inside = { parent: this };

    const site = new bandwidth.Site(name, { name, address: args.address }, inside);
    const voice = new bandwidth.SipPeer(
      name,
      {
        siteId: site.siteId,
        name: "voice",
        isDefaultPeer: true, // the first peer of a site has to be its default
        voiceHosts: [{ hostName: args.voiceHost }],
      },
      inside,
    );
    const numbers = new bandwidth.PhoneNumberOrder(
      name,
      {
        siteId: site.siteId,
        sipPeerId: voice.sipPeerId,
        search: { areaCode: args.areaCode },
        quantity: args.quantity,
      },
      inside,
    );
    new bandwidth.TnOptions(name, { telephoneNumbers: numbers.telephoneNumbers, callingNameDisplay: "on" }, inside);

    this.siteId = site.siteId;
    this.telephoneNumbers = numbers.telephoneNumbers;
    this.registerOutputs({ siteId: this.siteId, telephoneNumbers: this.telephoneNumbers });
  }
}
