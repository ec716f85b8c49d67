package telephony;

import com.pulumi.Context;
import com.pulumi.Pulumi;
import com.pulumi.resources.CustomResourceOptions;
import com.pulumibandwidth.bandwidth.PhoneNumberOrder;
import com.pulumibandwidth.bandwidth.PhoneNumberOrderArgs;
import com.pulumibandwidth.bandwidth.SipPeer;
import com.pulumibandwidth.bandwidth.SipPeerArgs;
import com.pulumibandwidth.bandwidth.Site;
import com.pulumibandwidth.bandwidth.SiteArgs;
import com.pulumibandwidth.bandwidth.Subscription;
import com.pulumibandwidth.bandwidth.SubscriptionArgs;
import com.pulumibandwidth.bandwidth.TnOptions;
import com.pulumibandwidth.bandwidth.TnOptionsArgs;
import com.pulumibandwidth.bandwidth.enums.CallingNameDisplay;
import com.pulumibandwidth.bandwidth.enums.SmsOption;
import com.pulumibandwidth.bandwidth.enums.SubscriptionOrderType;
import com.pulumibandwidth.bandwidth.inputs.AddressArgs;
import com.pulumibandwidth.bandwidth.inputs.CallbackSubscriptionArgs;
import com.pulumibandwidth.bandwidth.inputs.HostArgs;
import com.pulumibandwidth.bandwidth.inputs.SearchCriteriaArgs;
import com.pulumibandwidth.bandwidth.inputs.TerminationHostArgs;

public class App {
    public static void main(String[] args) {
        Pulumi.run(App::telephony);
    }

    private static void telephony(Context ctx) {
        var config = ctx.config();

        var site = new Site("raleigh", SiteArgs.builder()
            .name("Raleigh")
            .address(AddressArgs.builder()
                .houseNumber("900")
                .streetName("Main Campus Drive")
                .city("Raleigh")
                .stateCode("NC")
                .zip("27606")
                .build())
            .build());

        var voice = new SipPeer("voice", SipPeerArgs.builder()
            .siteId(site.siteId())
            .name("voice")
            .isDefaultPeer(true) // the first peer of a site has to be its default
            .voiceHosts(HostArgs.builder().hostName("192.0.2.10").port(5060).build())
            .terminationHosts(TerminationHostArgs.builder().hostName("192.0.2.20").build())
            .build());

        // A number that was disconnected may be gone for ever, so this resource cannot be destroyed or replaced by
        // mistake: `pulumi destroy` is refused until `pulumi config set protectNumbers false` and one more `pulumi up`.
        var numbers = new PhoneNumberOrder("main", PhoneNumberOrderArgs.builder()
            .siteId(site.siteId())
            .sipPeerId(voice.sipPeerId())
            .search(SearchCriteriaArgs.builder().areaCode("919").build())
            .quantity(config.requireInteger("quantity"))
            .build(),
            CustomResourceOptions.builder().protect(config.requireBoolean("protectNumbers")).build());

        new TnOptions("main", TnOptionsArgs.builder()
            .telephoneNumbers(numbers.telephoneNumbers())
            .callingNameDisplay(CallingNameDisplay.On)
            .sms(SmsOption.Off)
            .build());

        new Subscription("orders", SubscriptionArgs.builder()
            .orderType(SubscriptionOrderType.Orders)
            .callback(CallbackSubscriptionArgs.builder()
                .url(config.require("webhookUrl"))
                .username("bandwidth")
                .password(config.requireSecret("webhookPassword"))
                .build())
            .build());

        ctx.export("siteId", site.siteId());
        ctx.export("telephoneNumbers", numbers.telephoneNumbers());
    }
}
