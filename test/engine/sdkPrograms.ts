import { bandwidth } from "../../provider/package.js";
import { sdkNames } from "../../provider/pulumi/schema/languages/names.js";
import type { TestedLanguage } from "./harness/sdk.js";

/**
 * One program in three languages; harness/Program.java is the same in Java. Pulumi's mocks stand for the engine: each prints `["register", type, inputs]` for
 * what a resource sends, `["call", token, arguments]` for a look-up, and `["output", …]` for what comes back.
 * `["names", …]` is what the SDK offers.
 */
export const PROGRAMS: Readonly<Record<TestedLanguage, string>> = {
  nodejs: `import * as pulumi from "@pulumi/pulumi";
import * as bandwidth from "@pulumi-bandwidth/bandwidth";

const say = (...line: unknown[]) => console.log(JSON.stringify(line));
say("names", ...Object.keys(bandwidth));

pulumi.runtime.setMocks({
  newResource: ({ type, name, inputs }) => {
    say("register", type, inputs);
    return { id: name, state: { ...inputs, siteId: "13606", telephoneNumbers: ["+19195550100"] } };
  },
  call: ({ token, inputs }) => {
    say("call", token, inputs);
    return { ...inputs, name: "as found" };
  },
}, "telephony", "dev", false);

const provider = new bandwidth.Provider("other", { accountId: "9500249", maxPurchases: 5 });
const site = new bandwidth.Site("office", {
  name: "Raleigh",
  address: { houseNumber: "900", streetName: "Main Campus Drive", city: "Raleigh", stateCode: "NC", zip: "27606" },
}, { provider });
const numbers = new bandwidth.PhoneNumberOrder("numbers", {
  siteId: site.siteId, search: { areaCode: "919" }, quantity: 1,
}, { provider });
new bandwidth.TnOptions("options", {
  telephoneNumbers: numbers.telephoneNumbers, sms: bandwidth.types.enums.SmsOption.Off,
}, { provider });
const bought: pulumi.Output<string[]> = numbers.telephoneNumbers;
const found = bandwidth.getSiteOutput({ siteId: site.siteId }, { provider });
pulumi.all([bought, found.name]).apply(([list, name]) => say("output", list, name));
`,

  python: `import json
import pulumi
import pulumi_bandwidth as bandwidth


def say(*line):
    # In one piece: the mocks call from several threads, and print writes the end of a line by itself.
    print(json.dumps(line) + "\\n", end="", flush=True)


say("names", *dir(bandwidth))


class Mocks(pulumi.runtime.Mocks):
    def new_resource(self, args):
        say("register", args.typ, args.inputs)
        return [args.name, {**args.inputs, "siteId": "13606", "telephoneNumbers": ["+19195550100"]}]

    def call(self, args):
        say("call", args.token, args.args)
        return {**args.args, "name": "as found"}


pulumi.runtime.set_mocks(Mocks(), "telephony", "dev", False)


@pulumi.runtime.test
def program():
    provider = bandwidth.Provider("other", account_id="9500249", max_purchases=5)
    opts = pulumi.ResourceOptions(provider=provider)
    site = bandwidth.Site(
        "office",
        name="Raleigh",
        address=bandwidth.AddressArgs(
            house_number="900",
            street_name="Main Campus Drive",
            city="Raleigh",
            state_code="NC",
            zip="27606",
        ),
        opts=opts,
    )
    numbers = bandwidth.PhoneNumberOrder(
        "numbers", site_id=site.site_id, search={"area_code": "919"}, quantity=1, opts=opts
    )
    options = bandwidth.TnOptions(
        "options", telephone_numbers=numbers.telephone_numbers, sms=bandwidth.SmsOption.OFF, opts=opts
    )
    found = bandwidth.get_site_output(site_id=site.site_id, opts=pulumi.InvokeOptions(provider=provider))
    results = pulumi.Output.all(numbers.telephone_numbers, found.name, options.urn)
    return results.apply(lambda all: say("output", all[0], all[1]))


program()
`,

  go: `package main

import (
	"encoding/json"
	"fmt"
	"sync"

	"${sdkNames(bandwidth).go}"
	"github.com/pulumi/pulumi/sdk/v3/go/common/resource"
	"github.com/pulumi/pulumi/sdk/v3/go/pulumi"
)

var mutex sync.Mutex

func say(line ...any) {
	text, err := json.Marshal(line)
	if err != nil {
		panic(err)
	}
	mutex.Lock()
	defer mutex.Unlock()
	fmt.Println(string(text))
}

type mocks struct{}

func (mocks) NewResource(args pulumi.MockResourceArgs) (string, resource.PropertyMap, error) {
	say("register", args.TypeToken, args.Inputs.Mappable())
	state := args.Inputs.Copy()
	state["siteId"] = resource.NewStringProperty("13606")
	numbers := []resource.PropertyValue{resource.NewStringProperty("+19195550100")}
	state["telephoneNumbers"] = resource.NewArrayProperty(numbers)
	return args.Name, state, nil
}

func (mocks) Call(args pulumi.MockCallArgs) (resource.PropertyMap, error) {
	say("call", args.Token, args.Args.Mappable())
	result := args.Args.Copy()
	result["name"] = resource.NewStringProperty("as found")
	return result, nil
}

func program(ctx *pulumi.Context) error {
	provider, err := bandwidth.NewProvider(ctx, "other", &bandwidth.ProviderArgs{
		AccountId:    pulumi.String("9500249"),
		MaxPurchases: pulumi.Int(5),
	})
	if err != nil {
		return err
	}
	site, err := bandwidth.NewSite(ctx, "office", &bandwidth.SiteArgs{
		Name: pulumi.String("Raleigh"),
		Address: bandwidth.AddressArgs{
			HouseNumber: pulumi.String("900"),
			StreetName:  pulumi.String("Main Campus Drive"),
			City:        pulumi.String("Raleigh"),
			StateCode:   pulumi.String("NC"),
			Zip:         pulumi.String("27606"),
		},
	}, pulumi.Provider(provider))
	if err != nil {
		return err
	}
	numbers, err := bandwidth.NewPhoneNumberOrder(ctx, "numbers", &bandwidth.PhoneNumberOrderArgs{
		SiteId:   site.SiteId,
		Search:   bandwidth.SearchCriteriaArgs{AreaCode: pulumi.String("919")},
		Quantity: pulumi.Int(1),
	}, pulumi.Provider(provider))
	if err != nil {
		return err
	}
	_, err = bandwidth.NewTnOptions(ctx, "options", &bandwidth.TnOptionsArgs{
		TelephoneNumbers: numbers.TelephoneNumbers,
		Sms:              bandwidth.SmsOptionOff,
	}, pulumi.Provider(provider))
	if err != nil {
		return err
	}
	found := bandwidth.LookupSiteOutput(ctx, bandwidth.LookupSiteOutputArgs{SiteId: site.SiteId}, pulumi.Provider(provider))
	pulumi.All(numbers.TelephoneNumbers, found.Name()).ApplyT(func(all []any) error {
		say(append([]any{"output"}, all...)...)
		return nil
	})
	return nil
}

func main() {
	if err := pulumi.RunErr(program, pulumi.WithMocks("telephony", "dev", mocks{})); err != nil {
		panic(err)
	}
}
`,
};
