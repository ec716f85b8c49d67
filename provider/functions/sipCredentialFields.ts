import { z } from "zod";
import { compositeName } from "../bandwidth/sipCredentials.js";

/** A credential without its hashes: they let people in as well as the password. */
export const credential = {
  compositeName: z.string().describe("`user`, or `user@domain`: the only name of the credential."),
  userName: z.string().describe("The user."),
  domain: z.string().optional().describe("The domain, when there is one."),
};

/** What may be shown of a credential. */
export function withoutHashes({ userName, domain }: { userName: string; domain?: string }) {
  return { compositeName: compositeName({ userName, domain }), userName, domain };
}
