/** Input in which the class tells its handlers what the engine does not tell a dynamic provider. */
export const IDENTITY = "__identity";

export interface Identity {
  urn: string;
  stateKey?: string;
  /** Milliseconds, from the program's `customTimeouts`. */
  timeouts?: { create?: number; update?: number; delete?: number };
}

/** The resource that holds a stack's key. */
export const STATE_KEY_TYPE = "StateKey";
