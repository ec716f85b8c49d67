import { phoneNumberOrder } from "./phoneNumberOrder.js";
import { sipPeer } from "./sipPeer.js";
import { site } from "./site.js";
import { subscription } from "./subscription.js";
import { tnOptions } from "./tnOptions.js";

/** Every resource of the package. */
export const resources = [site, sipPeer, phoneNumberOrder, tnOptions, subscription];
