import { expect, it } from "vitest";
import { listingDocument } from "../../provider/bandwidth/numbers/listing.js";
import { parseXml, writeXml } from "../../provider/bandwidth/xml/xml.js";

it("the PUT that changes a listing order keeps unknown elements of its group", () => {
  const group =
    "<G><TelephoneNumbers><TelephoneNumber>9195550100</TelephoneNumber></TelephoneNumbers><AccountType>RESIDENCE</AccountType>" +
    "<ListingName><LastName>Old</LastName><Nickname>N</Nickname></ListingName><Column>2</Column>" +
    "<Address><City>Cary</City><Floor>3</Floor><Latitude>1.5</Latitude><AddressType>DLDA</AddressType></Address></G>";
  const values = { subscriberType: "BUSINESS", listingName: { lastName: "New" }, address: { city: "Raleigh" } };
  const groups = [{ values, numbers: ["+19195550100"] }];
  const { root, content } = listingDocument(groups, "c-1", "classic", parseXml(group).content);
  expect(writeXml(root, content)).toContain(
    "<DldaTnGroup><TelephoneNumbers><TelephoneNumber>9195550100</TelephoneNumber></TelephoneNumbers><AccountType>BUSINESS</AccountType>" +
      "<ListingName><LastName>New</LastName><Nickname>N</Nickname></ListingName><Column>2</Column>" +
      "<Address><City>Raleigh</City><Floor>3</Floor><AddressType>DLDA</AddressType></Address></DldaTnGroup>",
  );
});
