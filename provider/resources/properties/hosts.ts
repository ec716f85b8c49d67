import { isIP, isIPv4 } from "node:net";
import { z } from "zod";

const label = "[A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?";
const domainName = new RegExp(`^(?=.{1,253}$)(${label}\\.)+${label}$`);

/** An address or a name that calls or messages can go to (error 13509 if it isn't one). */
export function hostName() {
  return z
    .string()
    .refine(
      (host) => isIP(host) !== 0 || (domainName.test(host) && !/^[\d.]+$/.test(host)),
      "must be an IP address or a fully qualified domain name",
    );
}

/** An IPv4 address, or a subnet that starts with the address of its network (errors 13593 to 13595). */
export function terminationHostName() {
  return z.string().superRefine((host, context) => {
    const [address = "", mask, ...more] = host.split("/");
    if (!isIPv4(address) || more.length > 0) {
      context.addIssue("must be an IPv4 address, or a subnet as in 12.45.67.48/29");
      return;
    }
    if (mask === undefined) return;
    const bits = Number(mask);
    if (!/^\d{1,2}$/.test(mask) || bits < 20 || bits > 32) {
      context.addIssue("must have a mask from 20 to 32");
      return;
    }
    const network = networkOf(address, bits);
    if (network !== address) context.addIssue(`must start with the address of the network: ${network}/${bits}`);
  });
}

/** A port, where the API allows one. */
export function port() {
  return z
    .number()
    .int("must be a whole number")
    .min(1, "must be a port from 1 to 65535")
    .max(65_535, "must be a port from 1 to 65535")
    .optional()
    .describe("Port, 1 to 65535. Without it, the API chooses.");
}

function networkOf(address: string, bits: number): string {
  const value = address.split(".").reduce((sum, part) => sum * 256 + Number(part), 0);
  const network = value - (value % 2 ** (32 - bits));
  return [24, 16, 8, 0].map((shift) => Math.floor(network / 2 ** shift) % 256).join(".");
}
