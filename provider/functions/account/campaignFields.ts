import { z } from "zod";

const optional = (text: string) => z.string().optional().describe(text);

/** A campaign of the account. */
export const campaign = z
  .object({
    campaignId: z.string().describe("Id of the campaign, as numbers and SIP peers name it."),
    messageClass: optional("Class of its messages, as the carriers rate them."),
    status: optional("Its status, in the API's word, such as `Active`."),
    description: optional("What it is for."),
    imported: z.boolean().optional().describe("Whether it was registered elsewhere, and shared with Bandwidth."),
    createdDate: optional("When it was created, in the API's own form."),
  })
  .meta({ typeName: "MessagingCampaign" });
