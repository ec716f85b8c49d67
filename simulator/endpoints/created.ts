import { type Call, emptyReply, type Reply, xmlReply } from "../call.js";
import type { XmlTree } from "../xml.js";

/** A Location header. Its host, port and version differ from what was called (docs/maintainers/api.md#ids). */
export function location(call: Call, ...segments: string[]): Record<string, string> {
  return { Location: `${call.settings.linkBase}/accounts/${call.account.accountId}/${segments.join("/")}` };
}

/** The 201 for a site or a peer: the classic hosts send no body, the new one does. */
export function created(call: Call, headers: Record<string, string>, root: string, tree: XmlTree): Reply {
  const { createdBody } = call.settings;
  const withBody = createdBody === "always" || (createdBody === "byDialect" && call.dialect === "universal");
  return withBody ? xmlReply(201, root, tree, headers) : emptyReply(201, headers);
}

/** Times as most endpoints write them. */
export function isoTime(milliseconds: number): string {
  return new Date(milliseconds).toISOString();
}
