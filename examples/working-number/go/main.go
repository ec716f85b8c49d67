package main

import (
	"github.com/owner_not_set/pulumi-bandwidth/sdk/go/bandwidth"
	"github.com/pulumi/pulumi/sdk/v3/go/pulumi"
	"github.com/pulumi/pulumi/sdk/v3/go/pulumi/config"
)

func main() {
	pulumi.Run(workingNumber)
}

func workingNumber(ctx *pulumi.Context) error {
	cfg := config.New(ctx, "")
	// Where service.mjs can be reached from the internet. With credentials, Bandwidth demands https.
	serviceUrl := cfg.Require("serviceUrl")
	at := func(path string) pulumi.String { return pulumi.String(serviceUrl + path) }
	password := cfg.RequireSecret("webhookPassword")
	callbackCreds := &bandwidth.CallbackCredsArgs{UserId: pulumi.String("bandwidth"), Password: password}

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

	// What answers calls, and what gets texts.
	calls, err := bandwidth.NewApplication(ctx, "calls", &bandwidth.ApplicationArgs{
		Name:                     pulumi.String("Calls"),
		ServiceType:              bandwidth.ServiceType("Voice-V2"),
		CallInitiatedCallbackUrl: at("/calls"),
		CallStatusCallbackUrl:    at("/calls/ended"),
		CallbackCreds:            callbackCreds,
	})
	if err != nil {
		return err
	}
	messages, err := bandwidth.NewApplication(ctx, "messages", &bandwidth.ApplicationArgs{
		Name:                  pulumi.String("Messages"),
		ServiceType:           bandwidth.ServiceType("Messaging-V2"),
		InboundCallbackUrl:    at("/messages"),
		InboundCallbackCreds:  callbackCreds,
		OutboundCallbackUrl:   at("/messages"),
		OutboundCallbackCreds: callbackCreds,
		RequestedCallbackTypes: bandwidth.RequestedCallbackTypeArray{
			bandwidth.RequestedCallbackType("message-delivered"),
			bandwidth.RequestedCallbackType("message-failed"),
		},
	})
	if err != nil {
		return err
	}

	// Without the messaging application, Bandwidth accepts texts and never delivers them, and no error says so.
	peer, err := bandwidth.NewSipPeer(ctx, "main", &bandwidth.SipPeerArgs{
		SiteId:        site.SiteId,
		Name:          pulumi.String("main"),
		IsDefaultPeer: pulumi.Bool(true), // the first peer of a site has to be its default
		Voice:         &bandwidth.SipPeerVoiceArgs{ApplicationId: calls.ApplicationId},
		Messaging: &bandwidth.SipPeerMessagingArgs{
			ApplicationId: messages.ApplicationId,
			Sms:           &bandwidth.SipPeerSmsArgs{A2pLongCode: bandwidth.A2pLongCode("DefaultOff")},
			Mms:           pulumi.Bool(true),
		},
	})
	if err != nil {
		return err
	}

	// The webhook comes before the numbers: of what was ordered before it, nothing is told.
	webhook, err := bandwidth.NewSubscription(ctx, "orders", &bandwidth.SubscriptionArgs{
		OrderType: bandwidth.SubscriptionOrderTypeOrders,
		Callback: &bandwidth.CallbackSubscriptionArgs{
			Url:      at("/orders"),
			Username: pulumi.String("bandwidth"),
			Password: password,
		},
	})
	if err != nil {
		return err
	}

	// Each number that an order brings gets its options at once, so none is ever without its campaign or its passcode.
	options := bandwidth.NumberOptionsArgs{
		Sms:             bandwidth.SmsOptionOn,
		CampaignId:      pulumi.String(cfg.Require("campaignId")),
		MessageClass:    pulumi.String(cfg.Require("messageClass")),
		PortOutPasscode: cfg.RequireSecret("portOutPasscode"),
	}
	// Numbers are protected: `pulumi destroy` is refused until `pulumi config set protectNumbers false` and one more
	// `pulumi up`.
	protect := pulumi.Protect(cfg.RequireBool("protectNumbers"))
	afterWebhook := pulumi.DependsOn([]pulumi.Resource{webhook})

	// The voice application answers these.
	numbers, err := bandwidth.NewPhoneNumberOrder(ctx, "main", &bandwidth.PhoneNumberOrderArgs{
		SiteId:    site.SiteId,
		SipPeerId: peer.SipPeerId,
		Search:    &bandwidth.SearchCriteriaArgs{AreaCode: pulumi.String("919")},
		Quantity:  pulumi.Int(cfg.RequireInt("quantity")),
		Options:   options,
	}, protect, afterWebhook)
	if err != nil {
		return err
	}

	// This one has a route plan of its own: a desk rings first, and a mobile telephone when the desk does not answer.
	deskOptions := options
	deskOptions.OriginationRoutePlan = bandwidth.OriginationRouteArray{
		&bandwidth.OriginationRouteArgs{
			Name:     pulumi.String("Desk"),
			Endpoint: pulumi.String("sip:desk@pbx.example.com"),
			Priority: pulumi.Int(1),
			Weight:   pulumi.Int(1),
		},
		&bandwidth.OriginationRouteArgs{
			Name:     pulumi.String("Mobile"),
			Endpoint: pulumi.String("+12125550142"),
			Priority: pulumi.Int(2),
			Weight:   pulumi.Int(1),
		},
	}
	desk, err := bandwidth.NewPhoneNumberOrder(ctx, "desk", &bandwidth.PhoneNumberOrderArgs{
		SiteId:    site.SiteId,
		SipPeerId: peer.SipPeerId,
		Search:    &bandwidth.SearchCriteriaArgs{AreaCode: pulumi.String("704")},
		Quantity:  pulumi.Int(1),
		Options:   deskOptions,
	}, protect, afterWebhook)
	if err != nil {
		return err
	}

	ctx.Export("telephoneNumbers", numbers.TelephoneNumbers)
	ctx.Export("deskNumbers", desk.TelephoneNumbers)
	return nil
}
