import { z } from "zod";

const optional = (text: string) => z.string().optional().describe(text);

/** What happened to an order, whichever kind it is. */
export const orderHistory = z
  .array(
    z
      .object({
        date: optional("When it happened, in the API's own form."),
        status: optional("How the order stood after it, in the API's word."),
        note: optional("What happened, in words."),
        author: optional("Who did it: a user, or `System`."),
        difference: optional('What changed, as `RequestedFocDate : "" --> 2026-03-02`.'),
      })
      .meta({ typeName: "OrderEvent" }),
  )
  .describe("The events, in the API's order; empty when there are none but that the order was placed.");

/** The remarks on an order, whichever kind it is. */
export const notes = z
  .array(
    z
      .object({
        noteId: optional("Id of the note."),
        userId: optional("Who wrote it."),
        description: z.string().describe("What it says, at most 500 characters."),
        modified: optional("When it was written, in the API's own form."),
      })
      .meta({ typeName: "OrderNoteEntry" }),
  )
  .describe("The notes, in the API's order; empty when there are none.");

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
