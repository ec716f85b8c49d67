import { z } from "zod";
import { disconnectErrors } from "../../bandwidth/errorCodes/disconnects.js";
import { moveErrors } from "../../bandwidth/errorCodes/moves.js";
import { numberOrderErrors } from "../../bandwidth/errorCodes/numberOrders.js";
import { numberSearchErrors } from "../../bandwidth/errorCodes/numberSearch.js";
import { optionErrorsOfNumbers } from "../../bandwidth/errorCodes/orderedOptions.js";
import { disconnecting, locating } from "../../bandwidth/operations.js";
import { orderState } from "../../bandwidth/orders/kinds.js";
import type { Change } from "../../pulumi/definition/diff.js";
import { resource } from "../define.js";
import { silenceOperations } from "../ordering/silentNumbers.js";
import { numberThing, optionsThing } from "../ordering/things.js";
import { numberFailures, universalOnly } from "../properties/numberRules.js";
import { announceNumbers, planNumbers, remindOfLeftNumbers } from "./announcements.js";
import { createNumbers } from "./create.js";
import { deleteNumbers } from "./delete.js";
import { importNumbers, noteNumbersImported, noteOrdersOwned } from "./import.js";
import { checkOptions, completeFound, doubtfulOptions, withFoundOptions } from "./numberOptions.js";
import { numberInputs, numberOutputs } from "./properties.js";
import { neverProtected } from "./protection.js";
import { readNumbers } from "./read.js";
import { checkCombination, searchWarnings } from "./searchCriteria.js";
import { obsoleteBackorders } from "./surplusAndMissing.js";
import { updateNumbers } from "./update.js";

/** What the classic API doesn't know (docs/maintainers/api.md#dialects). */
const UNIVERSAL_ONLY = [
  "voiceConfigurationPackageId",
  "requirementsPackageId",
  "autoActivate",
  "search.countryCodeA3",
  "search.phoneNumberType",
];

/** Orders with these can't wait for numbers that aren't available (5522). */
const NEVER_BACK_ORDERED = [
  "telephoneNumbers",
  "search.npaNxx",
  "search.npaNxxx",
  "search.tollFreeVanity",
  "search.localVanity",
];

/** Telephone numbers: ordered, kept in their place, and disconnected. */
export const phoneNumberOrder = resource({
  name: "PhoneNumberOrder",
  description: `Telephone numbers: the provider orders them, keeps them in their place, and disconnects them at the end.

**Numbers cost money, and a disconnected number may be gone forever.** Protect the numbers that customers dial with the
resource option \`protect\`, or \`retainOnDelete\`.

The provider never places an order twice. Each order has an id that is known before the first request, and an interrupted
\`up\` finds what it ordered.

The Universal Platform sells numbers outside North America: with a \`baseUrl\` that ends in \`/v2\`. \`getRestrictions\` shows
the rules of a country.`,
  operations: [
    "GET (v2) /accounts/{accountId}/availableNumbers",
    "GET /accounts/{accountId}/orders",
    "POST /accounts/{accountId}/orders",
    "POST (v2) /accounts/{accountId}/orders",
    "GET /accounts/{accountId}/orders/{orderid}",
    "GET (v2) /accounts/{accountId}/orders/{orderid}",
    "PUT /accounts/{accountId}/orders/{orderid}",
    "GET /accounts/{accountId}/orders/{orderid}/tns",
    "POST /accounts/{accountId}/orders/{orderid}/notes",
    "GET /accounts/{accountId}/orders/{orderid}/notes",
    "POST /accounts/{accountId}/sites/{siteId}/sippeers/{sippeerId}/movetns",
    "GET /accounts/{accountId}/moveTns",
    "POST /accounts/{accountId}/moveTns",
    "GET /accounts/{accountId}/moveTns/{orderId}",
    "GET /accounts/{accountId}/sites/{siteId}/sippeers",
    "GET /accounts/{accountId}/tnoptions",
    "POST /accounts/{accountId}/tnoptions",
    "GET /accounts/{accountId}/tnoptions/{orderid}",
    "POST /accounts/{accountId}/tnPortoutPasscodes",
    "GET /accounts/{accountId}/tnreservation/{reservationid}",
    ...silenceOperations,
    ...disconnecting,
    ...locating,
  ],
  errors: { ...optionErrorsOfNumbers, ...numberOrderErrors, ...disconnectErrors, ...moveErrors, ...numberSearchErrors },
  inputs: numberInputs,
  outputs: numberOutputs,
  examples: [
    {
      title: "Numbers of an area code",
      inputs: { siteId: "$site.siteId", sipPeerId: "$sipPeer.sipPeerId", search: { areaCode: "919" }, quantity: 3 },
    },
    {
      title: "A list of numbers, one of them reserved before",
      inputs: {
        siteId: "$site.siteId",
        sipPeerId: "$sipPeer.sipPeerId",
        telephoneNumbers: ["+19195550150", "+19195550151"],
        reservationIds: ["$tnReservation.reservationId"],
      },
    },
    {
      title: "Numbers of another country, on the Universal Platform",
      inputs: {
        siteId: "$site.siteId",
        sipPeerId: "$sipPeer.sipPeerId",
        search: { countryCodeA3: "GBR", phoneNumberType: "GEOGRAPHIC" },
        quantity: 2,
        requirementsPackageId: "3fa85f64-5717-4562-b3fc-2c963f66afa6",
        voiceConfigurationPackageId: "d21315af-9b5b-4b45-a6f4-9106cbfe87d1",
        autoActivate: true,
      },
    },
  ],
  importId: {
    form: "an order id, or a comma-separated list of telephone numbers",
    example: "f30a31a1-1de4-4939-b094-4521bbe5c8df",
    alsoLater: "A list that grows adopts a number that is already in service if this names it.",
  },
  placesOrders: true,
  handlesReplacement: true,
  asksForAdopted: "everywhere",
  numbers: "held",

  check(inputs, given, api) {
    const failures = [
      ...numberFailures(api, { telephoneNumbers: inputs.telephoneNumbers }),
      ...universalOnly(api, given, UNIVERSAL_ONLY),
    ];
    const lists = given("telephoneNumbers");
    const searches = given("search");
    if (lists && searches)
      failures.push({ property: "search", reason: "cannot be given together with telephoneNumbers" });
    if (!lists && !searches)
      failures.push({
        property: "telephoneNumbers",
        reason: "or search with quantity is required: one of them says what to order",
      });
    if (searches && !given("quantity"))
      failures.push({ property: "quantity", reason: "is required with search: it says how many numbers to order" });
    if (!searches && given("quantity")) failures.push({ property: "quantity", reason: "is only for search" });
    if (searches && given("reservationIds"))
      failures.push({ property: "reservationIds", reason: "are only for telephoneNumbers" });
    if (inputs.search) {
      failures.push(...checkCombination("search", (name) => given(`search.${name}`), inputs.search));
    }
    for (const path of inputs.backOrderRequested ? NEVER_BACK_ORDERED.filter(given) : []) {
      failures.push({ property: "backOrderRequested", reason: `cannot be true with ${path} (error 5522)` });
    }
    if (inputs.backOrderRequested && given("search.countryCodeA3")) {
      const reason = "cannot be true with search.countryCodeA3: numbers ordered by name cannot be back-ordered (5522)";
      failures.push({ property: "backOrderRequested", reason });
    }
    failures.push(...checkOptions(inputs, given));
    if (inputs.protected) failures.push(...neverProtected(inputs.telephoneNumbers, given));
    return { failures, warnings: inputs.search ? searchWarnings("search", inputs.search) : [] };
  },

  claims: ({ telephoneNumbers = [] }, given) =>
    telephoneNumbers.flatMap((number, index) => {
      const property = `telephoneNumbers[${index}]`;
      const numbers = [{ what: numberThing(number), property }];
      // They go where the number goes.
      return given("options") ? [...numbers, { what: optionsThing(number), property, stays: true as const }] : numbers;
    }),
  keeps: ({ quantity }) => quantity,
  pending: ({ __orders }) => __orders?.open.reduce((sum, { pending }) => sum + pending, 0) ?? 0,
  left: ({ __orders }) => (__orders?.left ?? []).map(numberThing),

  /** The list is an output when numbers are searched for. Replacing a search by a list of its numbers costs nothing. */
  actual(state, wanted) {
    const { telephoneNumbers, search, quantity, ...rest } = inputPart(withFoundOptions(state, wanted.options));
    if (wanted.search === undefined) return { ...rest, telephoneNumbers };
    if (search !== undefined) return { ...rest, search, quantity };
    // A search replaces a list. The numbers of the list are what the search has found, and nothing is replaced.
    const pending = state.__orders?.open.reduce((sum, order) => sum + order.pending, 0) ?? 0;
    return { ...rest, search: wanted.search, quantity: (telephoneNumbers?.length ?? 0) + pending };
  },

  changes(
    { misplacedNumbers = [], status, search, __orders, ...state },
    { telephoneNumbers, search: wanted, options },
    others,
  ) {
    const paths = misplacedNumbers.length > 0 ? ["misplacedNumbers"] : [];
    // Neither settled nor back-ordered: a refresh must not make a success of it, so the next run waits for its end.
    const unsettled = __orders && __orders.open.length > 0 && status !== "BACKORDERED";
    // What a search had ordered before its numbers were listed.
    const inVain = __orders !== undefined && obsoleteBackorders(__orders, telephoneNumbers).length > 0;
    // A pool that is registered after the resource which has just taken a number from it.
    const isTaken = state.telephoneNumbers?.some((number) => others?.taker(numberThing(number)) !== undefined);
    if (unsettled || inVain || isTaken || __orders?.leaving || __orders?.deferred) paths.push("status");
    paths.push(...doubtfulOptions(state, options, others));
    const changes: Change[] = paths.map((path) => ({ path, kind: "update", replaces: false }));
    // From now on, a change of the search buys other numbers.
    if (wanted !== undefined && search === undefined) changes.push({ path: "search", kind: "add", replaces: false });
    return changes;
  },

  announce: announceNumbers,
  remind: remindOfLeftNumbers,
  plans: planNumbers,

  /** Its numbers. If all of them are gone, it stays in the state. */
  evidence: ({ telephoneNumbers: had = [] }, found) => {
    if (found?.telephoneNumbers?.length) return "seen";
    return had.length > 0 ? "lost" : undefined;
  },
  /** An order outlives its numbers, and no other account knows its id. */
  async isKnownHere({ api, state: { orderIds = [] }, signal }) {
    return orderIds[0] !== undefined && (await api.orders.get(orderIds[0], signal)) !== undefined;
  },

  completeImport: ({ api, state, wanted }) => completeFound(api, state, wanted.options),
  create: createNumbers,
  noteOwnership: noteOrdersOwned,
  noteImport: noteNumbersImported,
  read: (call) => (call.state ? readNumbers({ ...call, state: call.state }) : importNumbers(call)),
  update: updateNumbers,
  delete: deleteNumbers,

  list: {
    inputs: z.object({
      customerOrderId: z.string().optional().describe("Only orders with this id from the customer."),
    }),
    // Checking whether an order's numbers are still there would take requests for each order. An import looks.
    async *find({ api, query, signal }) {
      const customerOrderId = query.customerOrderId === undefined ? undefined : String(query.customerOrderId);
      for (const { orderId, status, countOfTns, orderDate } of await api.orders.list({ customerOrderId }, signal)) {
        if (orderState(status) === "failed" || countOfTns === 0) continue;
        yield { id: orderId, name: `${countOfTns ?? "numbers"} of ${orderDate ?? orderId}` };
      }
    },
  },
});

function inputPart<State extends object>(state: State): State {
  return Object.fromEntries(Object.entries(state).filter(([name]) => name in numberInputs.shape)) as State;
}
