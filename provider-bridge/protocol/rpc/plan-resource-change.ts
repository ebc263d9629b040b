import { decodePlanResourceChange } from "../decode/plan-resource-change";
import { encodePlanResourceChange } from "../encode/plan-resource-change";
import { rpc } from "../method";

/** The RPC PlanResourceChange. */
export const planResourceChange = rpc("PlanResourceChange.Response", {
  decode: decodePlanResourceChange,
  run: (server, request, signal) => server.planResourceChange(request, signal),
  encode: encodePlanResourceChange,
});
