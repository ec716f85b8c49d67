import com.google.gson.Gson;
import com.pulumi.core.Output;
import com.pulumi.deployment.InvokeOptions;
import com.pulumi.resources.CustomResourceOptions;
import com.pulumi.test.Mocks;
import com.pulumi.test.PulumiTest;
import com.pulumi.test.TestOptions;
import com.pulumibandwidth.bandwidth.BandwidthFunctions;
import com.pulumibandwidth.bandwidth.PhoneNumberOrder;
import com.pulumibandwidth.bandwidth.PhoneNumberOrderArgs;
import com.pulumibandwidth.bandwidth.Provider;
import com.pulumibandwidth.bandwidth.ProviderArgs;
import com.pulumibandwidth.bandwidth.Site;
import com.pulumibandwidth.bandwidth.SiteArgs;
import com.pulumibandwidth.bandwidth.TnOptions;
import com.pulumibandwidth.bandwidth.TnOptionsArgs;
import com.pulumibandwidth.bandwidth.enums.SmsOption;
import com.pulumibandwidth.bandwidth.inputs.AddressArgs;
import com.pulumibandwidth.bandwidth.inputs.GetSiteArgs;
import com.pulumibandwidth.bandwidth.inputs.SearchCriteriaArgs;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** The program of sdkPrograms.ts in Java; what it prints is said there. The names that the SDK offers are its files. */
public class Program {
    public static void main(String[] args) {
        var options = TestOptions.builder().projectName("telephony").stackName("dev").preview(false).build();
        PulumiTest.withMocks(new Engine()).withOptions(options).runTest(ctx -> telephony()).throwOnError();
    }

    private static void telephony() {
        var provider = new Provider("other", ProviderArgs.builder().accountId("9500249").maxPurchases(5).build());
        var by = CustomResourceOptions.builder().provider(provider).build();
        var site = new Site("office", SiteArgs.builder()
            .name("Raleigh")
            .address(AddressArgs.builder()
                .houseNumber("900")
                .streetName("Main Campus Drive")
                .city("Raleigh")
                .stateCode("NC")
                .zip("27606")
                .build())
            .build(), by);
        var numbers = new PhoneNumberOrder("numbers", PhoneNumberOrderArgs.builder()
            .siteId(site.siteId())
            .search(SearchCriteriaArgs.builder().areaCode("919").build())
            .quantity(1)
            .build(), by);
        new TnOptions("options", TnOptionsArgs.builder()
            .telephoneNumbers(numbers.telephoneNumbers())
            .sms(SmsOption.Off)
            .build(), by);
        Output<List<String>> bought = numbers.telephoneNumbers();
        var found = BandwidthFunctions.getSite(
            GetSiteArgs.builder().siteId(site.siteId()).build(),
            InvokeOptions.builder().provider(provider).build());
        Output.tuple(bought, found).applyValue(both -> {
            say("output", both.t1, both.t2.name());
            return both;
        });
    }

    private static synchronized void say(Object... line) {
        System.out.println(new Gson().toJson(line));
    }

    private static class Engine implements Mocks {
        @Override
        public CompletableFuture<ResourceResult> newResourceAsync(ResourceArgs args) {
            say("register", args.type, args.inputs);
            var state = new HashMap<String, Object>(args.inputs);
            state.put("siteId", "13606");
            state.put("telephoneNumbers", List.of("+19195550100"));
            return CompletableFuture.completedFuture(ResourceResult.of(Optional.of(args.name), state));
        }

        @Override
        public CompletableFuture<Map<String, Object>> callAsync(CallArgs args) {
            say("call", args.token, args.args);
            var result = new HashMap<String, Object>(args.args);
            result.put("name", "as found");
            return CompletableFuture.completedFuture(result);
        }
    }
}
