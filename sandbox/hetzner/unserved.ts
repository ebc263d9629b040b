/** Operations that Hetzner has and the sandbox has not: they answer 501 and say why. */
import { ApiError } from "./api-error";
import { type Route, route } from "./route";

const noDns = "the sandbox serves no DNS zones: nothing that a cluster needs at Hetzner reads them";
const noStorage = "the sandbox has no storage boxes: nothing that a cluster needs reads them";
const noMetrics = "the sandbox measures no load: there is none";

/** Operation → reason. */
export const unserved: Readonly<Record<string, string>> = {
  "GET /servers/{id}/metrics": noMetrics,
  "GET /load_balancers/{id}/metrics": noMetrics,
  "POST /storage_boxes": noStorage,
  "GET /storage_boxes/{id}": noStorage,
  "POST /zones": noDns,
  "GET /zones/actions": noDns,
  "GET /zones/actions/{id}": noDns,
  "GET /zones/{id_or_name}": noDns,
  "PUT /zones/{id_or_name}": noDns,
  "DELETE /zones/{id_or_name}": noDns,
  "GET /zones/{id_or_name}/zonefile": noDns,
  "GET /zones/{id_or_name}/actions": noDns,
  "GET /zones/{id_or_name}/actions/{action_id}": noDns,
  "POST /zones/{id_or_name}/actions/change_primary_nameservers": noDns,
  "POST /zones/{id_or_name}/actions/change_protection": noDns,
  "POST /zones/{id_or_name}/actions/change_ttl": noDns,
  "POST /zones/{id_or_name}/actions/import_zonefile": noDns,
  "GET /zones/{id_or_name}/rrsets": noDns,
  "POST /zones/{id_or_name}/rrsets": noDns,
  "GET /zones/{id_or_name}/rrsets/{rr_name}/{rr_type}": noDns,
  "PUT /zones/{id_or_name}/rrsets/{rr_name}/{rr_type}": noDns,
  "DELETE /zones/{id_or_name}/rrsets/{rr_name}/{rr_type}": noDns,
  "POST /zones/{id_or_name}/rrsets/{rr_name}/{rr_type}/actions/change_protection": noDns,
  "POST /zones/{id_or_name}/rrsets/{rr_name}/{rr_type}/actions/change_ttl": noDns,
  "POST /zones/{id_or_name}/rrsets/{rr_name}/{rr_type}/actions/set_records": noDns,
  "POST /zones/{id_or_name}/rrsets/{rr_name}/{rr_type}/actions/add_records": noDns,
  "POST /zones/{id_or_name}/rrsets/{rr_name}/{rr_type}/actions/remove_records": noDns,
  "POST /zones/{id_or_name}/rrsets/{rr_name}/{rr_type}/actions/update_records": noDns,
};

/** A row for each of them. */
export const unservedRoutes: readonly Route[] = Object.entries(unserved).map(([line, reason]) =>
  route(line, () => {
    throw new ApiError("not_implemented", `Not implemented: ${reason}`);
  }),
);
