import type { Site } from "../account/types.js";
import {
  type Call,
  emptyReply,
  parameter,
  type Reply,
  requestBody,
  simulatorRefusal,
  statusRefusal,
  xmlReply,
} from "../call.js";
import type { Route } from "../routing.js";
import { group, othersIn, shapeProblems } from "../shape.js";
import { child, textOf, type XmlElement, type XmlTree } from "../xml.js";
import { acceptedAddress, addressShape, addressTree } from "./address.js";
import { created, location } from "./created.js";

const root = "SiteResponse";

const siteShape = group({
  Id: "text",
  Name: "text",
  Description: "text",
  CustomerProvidedId: "text",
  CustomerName: "text",
  Address: addressShape,
  UcTrunkingConfiguration: group({ Type: "text", UsageCategory: "text" }),
});

/** The site in the path, or the documented refusal (404, 12016). */
export function siteOf(call: Call): Site {
  const id = parameter(call, "site");
  const site = call.account.sites.get(id);
  if (site === undefined) throw statusRefusal(404, root, "12016", `Site '${id}' does not exist`);
  return site;
}

function listSites(call: Call): Reply {
  const sites = [...call.account.sites.values()].map(({ id, name, description }) => ({
    Id: id,
    Name: name,
    Description: description,
  }));
  return xmlReply(200, "SitesResponse", { Sites: { Site: sites } });
}

function createSite(call: Call): Reply {
  const fields = readSite(call);
  const site: Site = { id: call.account.nextNumber(), ...fields };
  call.account.sites.set(site.id, site);
  call.account.changed();
  return created(call, location(call, "sites", site.id), root, { Site: siteTree(site) });
}

function getSite(call: Call): Reply {
  return xmlReply(200, root, { Site: siteTree(siteOf(call)) });
}

/** A PUT replaces the whole document: elements that it leaves out are gone. */
function replaceSite(call: Call): Reply {
  const site = siteOf(call);
  const { id } = site;
  call.account.sites.set(id, { id, ...readSite(call, siteTree(site)) });
  call.account.changed();
  return emptyReply(200);
}

function deleteSite(call: Call): Reply {
  const { id } = siteOf(call);
  if (call.account.peersOf(id).length > 0) {
    throw statusRefusal(400, root, "12031", "Please remove all locations before proceeding with this remove.");
  }
  call.account.sites.delete(id);
  call.account.changed();
  return emptyReply(200);
}

function totalNumbers(call: Call): Reply {
  const { id } = siteOf(call);
  const count = call.account.held({ siteId: id }).length;
  return xmlReply(200, "SiteTNsResponse", { SiteTNs: { TotalCount: count } });
}

function readSite(call: Call, shown?: XmlTree): Omit<Site, "id"> {
  const element = requestBody(call, "Site", root);
  const [problem] = shapeProblems(element, siteShape, shown);
  if (problem) throw simulatorRefusal(root, problem);
  const name = textOf(element, "Name");
  if (name === undefined) throw statusRefusal(400, root, "1003", "Name is required");
  if (name.length > 50)
    throw statusRefusal(400, root, "12529", `Site name '${name}' is too long. Max length 50 characters`);
  const description = textOf(element, "Description");
  if (description && description.length > 250) {
    throw statusRefusal(400, root, "1011", "Description is too long. Max length 250 characters.");
  }
  const address = child(element, "Address");
  if (address === undefined && !call.settings.sitesWithoutAddress) {
    throw statusRefusal(400, root, "1003", "Address is required");
  }
  const customerProvidedId = textOf(element, "CustomerProvidedId");
  if (customerProvidedId && !/^\d{1,10}$/.test(customerProvidedId)) {
    throw statusRefusal(400, root, "1011", "CustomerProvidedId takes up to 10 digits");
  }
  return {
    name,
    description,
    customerProvidedId,
    customerName: textOf(element, "CustomerName"),
    address: address && acceptedAddress(call, address, root),
    ucTrunkingConfiguration: readTrunking(child(element, "UcTrunkingConfiguration")),
    others: othersIn(element, siteShape),
  };
}

function readTrunking(element: XmlElement | undefined): Site["ucTrunkingConfiguration"] {
  if (element === undefined) return undefined;
  const Type = textOf(element, "Type");
  const UsageCategory = textOf(element, "UsageCategory");
  if (Type !== undefined && !["Seats", "Premise", "Cloud"].includes(Type)) {
    throw statusRefusal(400, root, "12049", `A site type of '${Type}' is not allowed for this account`);
  }
  if (UsageCategory !== undefined && !["UC250", "UC500", "UC1000"].includes(UsageCategory)) {
    throw statusRefusal(400, root, "12047", "Valid values: UC250, UC500, UC1000");
  }
  return { Type, UsageCategory };
}

function siteTree(site: Site): XmlTree {
  return {
    Id: site.id,
    Name: site.name,
    Description: site.description,
    CustomerProvidedId: site.customerProvidedId,
    CustomerName: site.customerName,
    Address: site.address && addressTree(site.address),
    UcTrunkingConfiguration: site.ucTrunkingConfiguration,
    ...site.others,
  };
}

export const siteRoutes: Route[] = [
  ["GET", "/accounts/:account/sites", listSites],
  ["POST", "/accounts/:account/sites", createSite],
  ["GET", "/accounts/:account/sites/:site", getSite],
  ["PUT", "/accounts/:account/sites/:site", replaceSite],
  ["DELETE", "/accounts/:account/sites/:site", deleteSite],
  ["GET", "/accounts/:account/sites/:site/totaltns", totalNumbers],
];
