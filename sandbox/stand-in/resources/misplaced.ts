import type { ValueMap } from "../../../provider-bridge/framework/values/value";
import type { Misplaced } from "./row";
import { contains } from "./server-networks";

/** An attachment whose network or address is not that of its subnet, which somebody must have changed. */
export function misplaced(state: ValueMap): Misplaced | undefined {
  const [subnetId, networkId, ip] = [state.get("subnet_id"), state.get("network_id"), state.get("ip")];
  const [, subnetNetwork, range] = /^(\d+)-(.+)$/.exec(typeof subnetId === "string" ? subnetId : "") ?? [];
  if (subnetNetwork === undefined || range === undefined) return undefined;
  if (typeof networkId === "number" && String(networkId) !== subnetNetwork) {
    return {
      attribute: "network_id",
      summary: "Attachment is in another network than its subnet",
      detail: `It is in the network ${networkId}, its subnet "${subnetId}" is not. It is made again.`,
    };
  }
  if (typeof ip !== "string" || contains(range, ip)) return undefined;
  return {
    attribute: "ip",
    summary: "Attachment address is outside of its subnet",
    detail: `The address ${ip} is outside of the subnet "${subnetId}". The attachment is made again.`,
  };
}
