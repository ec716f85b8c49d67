import type { Call, Reply } from "../call.js";
import { xmlReply } from "../call.js";
import { firstLink, pageOf } from "../paging.js";
import type { XmlTree } from "../xml.js";
import { isoTime } from "./created.js";
import { daysAsked, noOrders, requiredSize } from "./listRules.js";

/** What port-ins and port-outs have in common. */
interface Port {
  id: string;
  status: string;
  createdAt: number;
  modifiedAt: number;
}

/** One page of ports, newest first, with the requested status. */
export function portPage<One extends Port>(
  call: Call,
  ports: One[],
  summary: (call: Call, port: One) => XmlTree,
): Reply {
  const root = "LNPResponseWrapper";
  const size = requiredSize(call);
  const asked = call.query.get("status")?.toUpperCase();
  const found = ports.filter(({ status }) => asked === undefined || status === asked).reverse();
  const { items, links } = pageOf(call, found, ({ id }) => id, size);
  if (items.length === 0) return noOrders(call, root, { TotalCount: 0, Links: firstLink(call) });
  return xmlReply(200, root, {
    TotalCount: found.length,
    Links: links,
    lnpPortInfoForGivenStatus: items.map((port) => summary(call, port)),
  });
}

/** Those ordered on the day `date`, and last changed between the days `startdate` and `enddate`. */
export function ofDaysAsked<One extends Port>(call: Call, ports: One[]): One[] {
  const date = call.query.get("date");
  const within = daysAsked(call);
  return ports.filter((port) => (date === null || day(port.createdAt) === date) && within(day(port.modifiedAt)));
}

const day = (time: number) => isoTime(time).slice(0, 10);
