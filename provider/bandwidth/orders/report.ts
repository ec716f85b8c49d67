import type { ApiResponse } from "../http/client.js";
import { errorDetails } from "../http/errorDetails.js";
import { normalizeTelephoneNumber } from "../values/telephoneNumber.js";
import { list, text, type XmlDocument, type XmlElement, type XmlNode } from "../xml/xml.js";
import { asSpelled, firstText, type OrderKind, type OrderState, orderState } from "./kinds.js";

/** Why one number failed, or a whole order if there is no number. */
export interface NumberFailure {
  telephoneNumber?: string;
  code?: string;
  description?: string;
}

/** A remark about a number of an order that succeeded, such as that it already had the option. */
export interface NumberWarning {
  telephoneNumber?: string;
  description: string;
}

/** An order as one answer of the API shows it. */
export interface OrderReport {
  /** The API's word. */
  status: string;
  state: OrderState;
  /** E.164, in the API's sequence. */
  completed: string[];
  failed: NumberFailure[];
  customerOrderId?: string;
  body: XmlElement;
}

/** 5019 "order is pending", 5520 and 5521 "backordered": news, not failures (docs/maintainers/api.md#order-states). */
const news = new Set(["5019", "5520", "5521"]);

/** The status of an order before any answer has shown one. */
export const unknownStatus = "UNKNOWN";

/** Reads an order of any kind from an answer. An error list inside a 200 is part of the outcome. */
export function readOrder(kind: OrderKind, answer: Pick<ApiResponse, "root" | "body">): OrderReport {
  const { body } = answer;
  const status = asSpelled(firstText(body, kind.status) ?? unknownStatus);
  return {
    status,
    state: orderState(status, kind),
    completed: numbersAt(body, kind.completed),
    failed: failures(kind, answer),
    customerOrderId: firstText(body, kind.customerOrderId),
    body,
  };
}

/** An order's warnings, which aren't failures. */
export function orderWarnings(order: XmlElement): NumberWarning[] {
  return list(order, "Warnings", "Warning").flatMap((warning) => {
    const description = text(warning, "Description") ?? text(warning);
    if (description === undefined) return [];
    const numbers = numbersIn(warning).map((telephoneNumber) => ({
      telephoneNumber: toE164(telephoneNumber),
      description,
    }));
    return numbers.length > 0 ? numbers : [{ description }];
  });
}

/** E.164. An unreadable number is kept as it is, so that it isn't lost. */
export const toE164 = (number: string): string => normalizeTelephoneNumber(number) ?? number;

/** The numbers below these parents. The API uses `TelephoneNumber/FullNumber`, `FullNumber` and `TelephoneNumber`. */
function numbersAt(body: XmlElement, parents: OrderKind["completed"]): string[] {
  const found = parents.flatMap((parent) => list(body, ...parent).flatMap(numbersIn));
  return [...new Set(found.map(toE164))];
}

function numbersIn(parent: XmlNode): string[] {
  return ["TelephoneNumber", "FullNumber"].flatMap((name) =>
    list(parent, name).flatMap((item) => text(item) ?? text(item, "FullNumber") ?? []),
  );
}

/** Each error of a document: once for each number that it names, or once without a number. */
export const numberFailures = (document: XmlDocument): NumberFailure[] =>
  errorDetails(document).flatMap(({ telephoneNumbers, unreadNumbers = [], code, description }) => {
    const about = [...telephoneNumbers, ...unreadNumbers];
    return about.length === 0
      ? [{ code, description }]
      : about.map((telephoneNumber) => ({ telephoneNumber, code, description }));
  });

/** FailedNumbers joined with the error list. */
function failures(kind: OrderKind, answer: Pick<ApiResponse, "root" | "body">): NumberFailure[] {
  const errors = errorDetails({ root: answer.root ?? "", content: answer.body }).filter(
    ({ code }) => code === undefined || !news.has(code),
  );
  const named = errors.flatMap(({ telephoneNumbers, code, description }) =>
    telephoneNumbers.map((number): NumberFailure => ({ telephoneNumber: toE164(number), code, description })),
  );
  const general = errors
    .filter(({ telephoneNumbers }) => telephoneNumbers.length === 0)
    .map(({ code, description }): NumberFailure => ({ code, description }));
  const explained = new Set(named.map(({ telephoneNumber }) => telephoneNumber));
  const unexplained = numbersAt(answer.body, kind.failed).filter((number) => !explained.has(number));
  // One general error next to numbers without their own error is the reason for all of them.
  const reason = general.length === 1 ? general[0] : undefined;
  const listed = unexplained.map((telephoneNumber): NumberFailure => ({ telephoneNumber, ...reason }));
  return [...named, ...listed, ...(reason && listed.length > 0 ? [] : general)];
}
