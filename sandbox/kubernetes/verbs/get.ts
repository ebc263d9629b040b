import { ApiError } from "../api/api-error";
import type { Call } from "../api/call";
import { tooLargeVersion } from "../api/options";
import type { ApiReply } from "../api/request";
import { presentObject } from "./present";

/** A version that has not come yet is waited for so long. */
const waitForVersionMs = 3000;

/** GET of one object. */
export async function getObject(call: Call): Promise<ApiReply> {
  const { info, resource, services, request } = call;
  await waitForVersion(call, request.query.get("resourceVersion") ?? "");
  return presentObject(call, services.registry.get(resource, info.namespace, info.name));
}

/** Waits until the store is as new as asked. @throws ApiError 504 where it is not in time */
export async function waitForVersion(call: Call, version: string): Promise<void> {
  if (version === "" || version === "0") return;
  const { store } = call.services.registry;
  if (!/^\d+$/.test(version)) {
    const message = `invalid resource version: resourceVersion: Invalid value: ${JSON.stringify(version)}: strconv.ParseUint: parsing ${JSON.stringify(version)}: invalid syntax`;
    throw new ApiError(400, "BadRequest", message);
  }
  if (Number(version) <= store.revision) return;
  await call.services.clock.sleep(waitForVersionMs);
  if (Number(version) > store.revision) throw tooLargeVersion(version, store.revision);
}
