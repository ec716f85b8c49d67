import { isObject } from "../../pulumi/values/values.js";
import { Names, slugOf } from "./names.js";

/** What may have a stack of its own: each site, or the sites of each region. */
export const stackDivisions = ["site", "region"] as const;
export type StackDivision = (typeof stackDivisions)[number];

/** The stack of what belongs to no site. */
export const SHARED = "shared";

/** Names of projects have at most 100 characters, with the name of the whole before them. */
const LONGEST_NAME = 60;

/** Which stack has what is at a site. */
export class Stacks {
  readonly #names = new Names();
  readonly #ofSites = new Map<string, string>();

  constructor(private readonly per: StackDivision | undefined) {}

  /** Whether the site's address must be known. */
  get needsRegion(): boolean {
    return this.per === "region";
  }

  /** These are the sites, with unique names. */
  expect(siteNames: ReadonlyMap<string, string>): void {
    if (this.per !== "site") return;
    const short = (name: string) => name.slice(0, LONGEST_NAME);
    this.#names.expect([SHARED, ...[...siteNames.values()].map(short)]);
    for (const [siteId, name] of siteNames) this.#ofSites.set(siteId, this.#names.of(short(name), "site", siteId));
  }

  /** Where the site is. */
  locate(siteId: string, address: unknown): void {
    if (this.needsRegion) this.#ofSites.set(siteId, regionOf(address));
  }

  /** The stack of what is at this site. Empty if everything is in one stack. */
  of(siteId: string | undefined): string {
    if (this.per === undefined) return "";
    return siteId === undefined ? SHARED : (this.#ofSites.get(siteId) ?? `site-${slugOf(siteId)}`);
  }
}

const UNITED_STATES = /^(united states( of america)?|u\.?s\.?(a\.?)?)$/i;

/** `nc`, `canada-on`, `germany`. */
function regionOf(address: unknown): string {
  const { country = "", stateCode = "" } = isObject(address) ? address : {};
  const abroad = UNITED_STATES.test(String(country).trim()) ? "" : String(country);
  const region = slugOf(`${abroad} ${stateCode}`).slice(0, LONGEST_NAME);
  return region === "" || region === SHARED ? "elsewhere" : region;
}
