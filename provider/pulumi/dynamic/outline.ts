/**
 * What a program has to know about a package to register its resources: names, and what is secret. The definitions themselves are
 * loaded by the provider, and by the first look-up.
 */
export interface PackageOutline {
  name: string;
  displayName: string;
  npmName: string;
  settings: readonly string[];
  resources: readonly ResourceOutline[];
  /** Names of the look-ups. */
  functions: readonly string[];
}

export interface ResourceOutline {
  name: string;
  inputs: PropertyOutlines;
  /** Names of the outputs that a program may use. */
  outputs: readonly string[];
  secretOutputs: readonly string[];
  /** The outputs that never change. */
  stableOutputs: readonly string[];
  /** The form of an id, as in `siteId/sipPeerId`. */
  idForm: string;
  /** Orders of this resource, or marks, are made with the key of the state. */
  needsStateKey: boolean;
}

/** The part of a property that matters before anything is checked. */
export interface PropertyOutline {
  readonly secret?: boolean;
  readonly items?: PropertyOutline;
  readonly properties?: PropertyOutlines;
}

export type PropertyOutlines = Readonly<Record<string, PropertyOutline>>;
