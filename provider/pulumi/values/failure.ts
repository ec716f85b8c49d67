/** One problem with one property. */
export interface PropertyFailure {
  /** Path as the program writes it: `terminationHosts[1].port`. */
  property: string;
  reason: string;
}
