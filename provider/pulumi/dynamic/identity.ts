/** Input in which the class tells its handlers what the engine doesn't tell a dynamic provider. */
export const IDENTITY = "__identity";

export interface Identity {
  urn: string;
  stateKey?: string;
  /** Milliseconds, from the program's `customTimeouts`. */
  timeouts?: { create?: number; update?: number; delete?: number };
  /** Inputs that the program made secret. What is made of them must be secret too. */
  secrets?: string[];
  /** Paths of inputs, from the program's `replaceOnChanges`. */
  replaceOnChanges?: string[];
}

/** The resource that holds a stack's key. */
export const STATE_KEY_TYPE = "StateKey";
