/**
 * Faults of the door "kubernetes".
 *
 * | what                | `match` looks at        | effect |
 * |---------------------|-------------------------|--------|
 * | a method, or "*"    | path with query         | status, reason, message; delayMs; cut |
 * | "pod-start"         | "namespace/name image"  | reason (default ImagePullBackOff), message |
 * | "pod-ready"         | "namespace/name image"  | the pod runs and is never ready, while it is there |
 * | "pod-run"           | "namespace/name image"  | exitCode (default 1) of a pod that ends by itself |
 * | "pod-stop"          | "namespace/name"        | the pod never ends, while it is there |
 * | "kubelet-silent"    | node name               | – (while it is there) |
 */
import type { Clock } from "../world/clock";
import { ApiError } from "./api/api-error";
import { errorReply } from "./api/api-server";
import type { ApiReply, ApiRequest } from "./api/request";
import type { Surroundings } from "./seam";

/** The door's name in the book of faults. */
export const faultDoor = "kubernetes";

/** What faults do to requests: an answer of their own, or a line that breaks. */
export function disturbanceOf(
  faults: Surroundings["faults"],
  clock: Clock,
): (request: ApiRequest) => Promise<ApiReply | "cut" | undefined> {
  return async (request) => {
    const query = request.query.size === 0 ? "" : `?${request.query.toString()}`;
    const effect = faults.take(faultDoor, request.method, `${request.path}${query}`);
    if (effect === undefined) return undefined;
    const { delayMs, cut, status, reason, message } = effect;
    if (typeof delayMs === "number") await clock.sleep(delayMs);
    if (cut === true) return "cut";
    if (typeof status !== "number") return undefined;
    const text = typeof message === "string" ? message : "a fault of the sandbox";
    return errorReply(new ApiError(status, typeof reason === "string" ? reason : "InternalError", text));
  };
}
