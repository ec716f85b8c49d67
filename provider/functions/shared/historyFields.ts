import { z } from "zod";

const optional = (text: string) => z.string().optional().describe(text);

/** What happened to an order, of any kind. */
export const orderHistory = z
  .array(
    z
      .object({
        date: optional("When it happened, in the API's own form."),
        status: optional("Status of the order after it, in the API's word."),
        note: optional("Description of the event."),
        author: optional("Who did it: a user, or `System`."),
        difference: optional('What changed, such as `RequestedFocDate : "" --> 2026-03-02`.'),
      })
      .meta({ typeName: "OrderEvent" }),
  )
  .describe("The events, in the API's order. Empty if nothing happened after the order was placed.");

/** The notes on an order, of any kind. */
export const notes = z
  .array(
    z
      .object({
        noteId: optional("Id of the note."),
        userId: optional("Who wrote it."),
        description: z.string().describe("Its text, at most 500 characters."),
        modified: optional("When it was written, in the API's own form."),
      })
      .meta({ typeName: "OrderNoteEntry" }),
  )
  .describe("The notes, in the API's order. Empty if there are none.");

/** How many numbers are in an area code. */
export const areaCodes = z
  .array(
    z
      .object({
        areaCode: z.string().describe("The area code, 3 digits."),
        count: z.int().describe("How many numbers of the order it has."),
      })
      .meta({ typeName: "AreaCodeCount" }),
  )
  .describe("The area codes of the numbers, in the API's order.");

/** How many numbers are in an exchange. */
export const npaNxxs = z
  .array(
    z
      .object({
        npaNxx: z.string().describe("Area code and exchange, 6 digits."),
        count: z.int().describe("How many numbers of the order it has."),
      })
      .meta({ typeName: "NpaNxxCount" }),
  )
  .describe("The area codes and exchanges of the numbers, in the API's order.");
