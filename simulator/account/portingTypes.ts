import type { XmlTree } from "../xml.js";
import type { HistoryRecord, Note, NumberFailure } from "./types.js";

/** A file that belongs to a port-in. */
export interface PortInFile {
  fileName: string;
  contentType: string;
  /** Base64: the account is kept as JSON. */
  content: string;
  metadata?: { DocumentName?: string; DocumentType?: string; KeptUntil?: string };
}

/** A request to bring numbers here from another carrier. */
export interface PortIn {
  id: string;
  customerOrderId?: string;
  createdAt: number;
  modifiedAt: number;
  /** `PENDING_DOCUMENTS`, `SUBMITTED`, `REQUESTED_SUPP`, `FOC`, `COMPLETE`, `EXCEPTION`, `REQUESTED_CANCEL`, `CANCELLED`. */
  status: string;
  /** When it goes on by itself. */
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
  /** What was said beside all this, by wire names. */
  details: XmlTree;
  /** When its numbers go live without anybody's doing. */
  activationAt?: number;
  /** The port order number, which the losing carrier knows. */
  pon: string;
  errors: NumberFailure[];
  files: PortInFile[];
  notes: Note[];
  history: HistoryRecord[];
  /** What Bandwidth knows of it beside, as it is shown. */
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
  /** The winning carrier, and the number under which it knows the order. */
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
  /** When it goes on by itself. */
  dueAt?: number;
  /** The purchase order number, which the carrier gives; unique for good. */
  pon: string;
  /** Counts the changes. */
  ponVersion: number;
  /** E.164. */
  numbers: string[];
  billingNumber?: string;
  /** A day, as `2026-03-02`. */
  requestedFocDate: string;
  actualFocDate?: string;
  /** What was said beside all this, by wire names. */
  details: XmlTree;
  errors: NumberFailure[];
  notes: Note[];
  history: HistoryRecord[];
}
