/**
 * The codes that refuse a port-out, and their words. **7599 isn't one of them: Bandwidth answers it by letting the
 * numbers go.** Any code that isn't listed here also lets them go.
 */
export const portOutErrors = {
  "7510": "Required Account Code missing",
  "7511": "Invalid Account Code",
  "7512": "Required PIN missing",
  "7513": "PIN Invalid",
  "7514": "Required ZIP Code missing",
  "7515": "Invalid ZIP Code",
  "7516": "Telephone Number not recognized or invalid for this account <TN>",
  "7517": "Too many Telephone numbers in this request",
  "7518": "Telephone Number Not Active <TN>",
  "7519": "Customer info does not match <Explanation>",
  "7598": "Invalid Request - <explanatory text>",
} as const;

/** One of the codes that refuse. */
export type PortOutErrorCode = keyof typeof portOutErrors;

/**
 * What happens to the other carrier's request after each code. The numbers stay either way.
 *
 * - `exception`: the request waits, and the other carrier can correct it.
 * - `cancelled`: the request is over, and the other carrier must make a new one.
 */
export const portOutOutcomes: Readonly<Record<PortOutErrorCode, "exception" | "cancelled">> = {
  "7510": "exception",
  "7511": "exception",
  "7512": "exception",
  "7513": "exception",
  "7514": "exception",
  "7515": "exception",
  "7516": "cancelled",
  "7517": "cancelled",
  "7518": "cancelled",
  "7519": "exception",
  "7598": "exception",
};

/** One reason. */
export interface PortOutError {
  code: PortOutErrorCode;
  /** The number that 7516 and 7518 are about. */
  telephoneNumber?: string;
  /** Your own words at the end of 7519 and 7598. Bandwidth passes them on to the other carrier. */
  explanation?: string;
}
