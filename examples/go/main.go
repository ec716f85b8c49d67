package main

import (
	"github.com/owner_not_set/pulumi-bandwidth/sdk/go/bandwidth"
	"github.com/pulumi/pulumi/sdk/v3/go/pulumi"
	"github.com/pulumi/pulumi/sdk/v3/go/pulumi/config"
)

func main() {
	pulumi.Run(telephony)
}

func telephony(ctx *pulumi.Context) error {
	cfg := config.New(ctx, "")

	site, err := bandwidth.NewSite(ctx, "raleigh", &bandwidth.SiteArgs{
		Name: pulumi.String("Raleigh"),
		Address: &bandwidth.AddressArgs{
			HouseNumber: pulumi.String("900"),
			StreetName:  pulumi.String("Main Campus Drive"),
			City:        pulumi.String("Raleigh"),
			StateCode:   pulumi.String("NC"),
			Zip:         pulumi.String("27606"),
		},
	})
	if err != nil {
		return err
	}

	voice, err := bandwidth.NewSipPeer(ctx, "voice", &bandwidth.SipPeerArgs{
		SiteId:        site.SiteId,
		Name:          pulumi.String("voice"),
		IsDefaultPeer: pulumi.Bool(true), // the first peer of a site has to be its default
		VoiceHosts: bandwidth.HostArray{
			&bandwidth.HostArgs{HostName: pulumi.String("192.0.2.10"), Port: pulumi.Int(5060)},
		},
		TerminationHosts: bandwidth.TerminationHostArray{
			&bandwidth.TerminationHostArgs{HostName: pulumi.String("192.0.2.20")},
		},
	})
	if err != nil {
		return err
	}

	// A number that was disconnected may be gone for ever, so this resource cannot be destroyed or replaced by mistake:
	// `pulumi destroy` is refused until `pulumi config set protectNumbers false` and one more `pulumi up`.
	numbers, err := bandwidth.NewPhoneNumberOrder(ctx, "main", &bandwidth.PhoneNumberOrderArgs{
		SiteId:    site.SiteId,
		SipPeerId: voice.SipPeerId,
		Search:    &bandwidth.SearchCriteriaArgs{AreaCode: pulumi.String("919")},
		Quantity:  pulumi.Int(cfg.RequireInt("quantity")),
	}, pulumi.Protect(cfg.RequireBool("protectNumbers")))
	if err != nil {
		return err
	}

	_, err = bandwidth.NewTnOptions(ctx, "main", &bandwidth.TnOptionsArgs{
		TelephoneNumbers:   numbers.TelephoneNumbers,
		CallingNameDisplay: bandwidth.CallingNameDisplayOn,
		Sms:                bandwidth.SmsOptionOff,
	})
	if err != nil {
		return err
	}

	_, err = bandwidth.NewSubscription(ctx, "orders", &bandwidth.SubscriptionArgs{
		OrderType: bandwidth.SubscriptionOrderTypeOrders,
		Callback: &bandwidth.CallbackSubscriptionArgs{
			Url:      pulumi.String(cfg.Require("webhookUrl")),
			Username: pulumi.String("bandwidth"),
			Password: cfg.RequireSecret("webhookPassword"),
		},
	})
	if err != nil {
		return err
	}

	ctx.Export("siteId", site.SiteId)
	ctx.Export("telephoneNumbers", numbers.TelephoneNumbers)
	return nil
}
