import type { Client } from "../http/client.js";
import { toE164 } from "../orders/report.js";
import type { TnRoute } from "../values/routePlan.js";
import { normalizeTelephoneNumber } from "../values/telephoneNumber.js";
import { type NumberFeatures, numberFeatures } from "./numberFeatures.js";
import { messagingValues, type OptionValues } from "./optionValues.js";
import { portOutPasscodes } from "./portOutPasscodes.js";

/** Which options somebody wants to see. */
export interface Wanted {
  finalDestinationUri?: unknown;
  originationRoutePlan?: unknown;
  callVerificationEnabled?: unknown;
  pindropEnabled?: unknown;
  campaignId?: unknown;
  messageClass?: unknown;
  a2pAction?: unknown;
  portOutPasscode?: unknown;
}

/** Only the details of each number show these. */
export const detailNames = [
  "finalDestinationUri",
  "originationRoutePlan",
  "callVerificationEnabled",
  "pindropEnabled",
] as const satisfies readonly (keyof Wanted)[];
const campaignNames = ["campaignId", "messageClass", "a2pAction"] as const satisfies readonly (keyof Wanted)[];

/** Reads the options that the lists of SIP peers don't show (docs/maintainers/api.md#more-options). */
export const optionReads = (client: Client) => {
  const details = numberFeatures(client);
  const passcodes = portOutPasscodes(client);

  return {
    /**
     * Adds what is wanted and the lists don't show. It costs a request for each number for what only the number's own
     * details show, and one for 2,500 numbers for passcodes. Of an undefined `wanted`, as in an import, everything.
     */
    async complete(
      listed: ReadonlyMap<string, OptionValues | undefined>,
      wanted: Wanted | undefined,
    ): Promise<Map<string, OptionValues>> {
      const known = [...listed].flatMap(([number, values]) =>
        values === undefined ? [] : [[number, values] as const],
      );
      const wants = (names: readonly (keyof Wanted)[]) =>
        wanted === undefined || names.some((name) => !isKeyword(wanted[name]));
      const untold = (values: OptionValues) => values.a2p === undefined;
      const isLooked =
        wants(detailNames) || (wants(campaignNames) && known.length > 0 && known.every(([, values]) => untold(values)));
      const numbers = known.map(([number]) => number);
      const [looked, secrets] = await Promise.all([
        isLooked ? details.of(numbers) : undefined,
        wants(["portOutPasscode"]) ? passcodes.of(numbers) : undefined,
      ]);
      return new Map(
        known.map(([number, values]) => {
          const portOutPasscode = secrets?.get(number);
          const own = detailed(values, looked?.get(number)?.features);
          return [number, portOutPasscode === undefined ? own : { ...own, portOutPasscode }];
        }),
      );
    },
  };
};

/** What asks for nothing that could be seen. */
const isKeyword = (value: unknown): boolean =>
  value === undefined || value === "unchanged" || value === "systemdefault";

function detailed(values: OptionValues, features: NumberFeatures | undefined): OptionValues {
  if (features === undefined) return values;
  const { options, routePlan, messaging } = features;
  const { a2p, nnid } = messagingValues(messaging);
  const more = {
    finalDestinationUri: options?.finalDestinationUri,
    callVerificationEnabled: options?.callVerificationEnabled,
    pindropEnabled: options?.pindropEnabled,
    originationRoutePlan: routePlan?.routes?.map(plainRoute),
    a2p: values.a2p ?? a2p,
    nnid: values.nnid ?? nnid,
  };
  return { ...values, ...Object.fromEntries(Object.entries(more).filter(([, value]) => value !== undefined)) };
}

/** A route as it is ordered: its type follows from its endpoint, and a number is E.164. */
function plainRoute({ endpointType: _derived, endpoint, ...route }: TnRoute): TnRoute {
  const isNumber = endpoint !== undefined && normalizeTelephoneNumber(endpoint) !== undefined;
  return { ...route, ...(endpoint !== undefined && { endpoint: isNumber ? toE164(endpoint) : endpoint }) };
}
