import type { XmlTree } from "../xml.js";
import type { HistoryRecord, Note, NumberFailure } from "./types.js";

/** A file of a port-in. */
export interface PortInFile {
  fileName: string;
  contentType: string;
  /** Base64: the account is stored as JSON. */
  content: string;
  metadata?: { DocumentName?: string; DocumentType?: string; KeptUntil?: string };
}

/** A request to port numbers in from another carrier. */
export interface PortIn {
  id: string;
  customerOrderId?: string;
  createdAt: number;
  modifiedAt: number;
  /** `PENDING_DOCUMENTS`, `SUBMITTED`, `REQUESTED_SUPP`, `FOC`, `COMPLETE`, `EXCEPTION`, `REQUESTED_CANCEL`, `CANCELLED`. */
  status: string;
  /** When it moves to the next state. */
  dueAt?: number;
  /** E.164. */
  numbers: string[];
  billingNumber: string;
  siteId: string;
  sipPeerId: string;
  requestedFocDate?: number;
  actualFocDate?: number;
  triggered: boolean;
  partial: boolean;
  /** Other data of the request, by wire names. */
  details: XmlTree;
  /** When its numbers go live by themselves. */
  activationAt?: number;
  /** The port order number, which the losing carrier knows. */
  pon: string;
  errors: NumberFailure[];
  files: PortInFile[];
  notes: Note[];
  history: HistoryRecord[];
  /** Bandwidth's other data about it, as it is shown. */
  facts?: Record<string, string>;
}

/** Numbers that another carrier has asked for. */
export interface PortOut {
  id: string;
  createdAt: number;
  modifiedAt: number;
  /** `NEW` or `COMPLETE`. */
  status: string;
  /** E.164. */
  numbers: string[];
  /** The winning carrier, and its number for the order. */
  spid: string;
  pon: string;
  requestedFocDate: number;
}

/** A carrier's request to take numbers out of Bandwidth's network. */
export interface LsrOrder {
  id: string;
  customerOrderId?: string;
  createdAt: number;
  modifiedAt: number;
  /** `PENDING`, `SUBMITTED`, `FOC`, `EXCEPTION`, `CANCELLED`, `COMPLETE` or `FAILED`. */
  status: string;
  /** When it moves to the next state. */
  dueAt?: number;
  /** The carrier's purchase order number, unique forever. */
  pon: string;
  /** Counts the changes. */
  ponVersion: number;
  /** E.164. */
  numbers: string[];
  billingNumber?: string;
  /** A day such as `2026-03-02`. */
  requestedFocDate: string;
  actualFocDate?: string;
  /** Other data of the request, by wire names. */
  details: XmlTree;
  errors: NumberFailure[];
  notes: Note[];
  history: HistoryRecord[];
}
