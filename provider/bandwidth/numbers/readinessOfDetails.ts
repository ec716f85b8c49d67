import { messagingValues, type OptionValues } from "./optionValues.js";
import type { Placement } from "./peerNumbers.js";
import { type Known, toldOf } from "./readinessFacts.js";
import type { TnDetails } from "./tnLookUps.js";

/** A number's options, from its peer's page and from its own details. */
export function ownOptions(
  place: Placement | undefined,
  details: Known<TnDetails | undefined> | undefined,
  unread: { unread: string } | undefined,
): Known<OptionValues> {
  const found = details && toldOf(details);
  if (found) {
    const { options, messaging, tnAttributes, smsEnabled } = found;
    const isProtected = place?.attributes?.protected || tnAttributes.includes("Protected");
    const own = { smsEnabled, ...options, ...messagingValues(messaging), protected: isProtected };
    return {
      value: {
        ...place?.attributes,
        ...Object.fromEntries(Object.entries(own).filter(([, one]) => one !== undefined)),
        protected: isProtected,
      },
    };
  }
  if (place?.attributes) return { value: place.attributes };
  if (details && "unread" in details) return details;
  return unread ?? { unread: "no list of the API shows the number's options" };
}

/** Whether its details show a route of its own. */
export function ownRoute(details: Known<TnDetails | undefined> | undefined): Known<boolean> {
  if (!details || "unread" in details) return details ?? { value: false };
  const { options, originationRoutePlan } = details.value ?? {};
  const routes = originationRoutePlan?.routes ?? [];
  return {
    value: options?.finalDestinationUri !== undefined || options?.callForward !== undefined || routes.length > 0,
  };
}
