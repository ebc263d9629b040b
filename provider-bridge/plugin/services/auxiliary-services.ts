/**
 * The services beside the provider's own that go-plugin expects of every plugin, by full path.
 * Their messages are so small that they are written by hand here; nothing of Terraform's protocol belongs here.
 */
import type { Method, MethodTable } from "../../../wire/grpc/method";
import { brokerMethods } from "./broker";
import { controllerMethods } from "./controller";
import { healthMethods } from "./health";
import { stdioMethods } from "./stdio";

/** Everything a host may call that is not tfplugin6. */
export function auxiliaryServices(): MethodTable {
  return new Map<string, Method>([...stdioMethods, ...brokerMethods, ...controllerMethods, ...healthMethods]);
}
