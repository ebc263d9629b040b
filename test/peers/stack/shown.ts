import { Json } from "../../../scripts/oracles/hcloud-http/json";

/** A resource of a state. */
export interface ShownResource {
  readonly type: string;
  readonly values: Json;
}

/** What `terraform show -json` says, as far as it is compared. */
export interface Shown {
  /** By address: what stands in state; none of a plan. */
  readonly resources: ReadonlyMap<string, ShownResource>;
  /** By address: what is planned, but for what stays as it is. */
  readonly changes: ReadonlyMap<string, Json>;
}

/** Reads the JSON of a plan or of a state. @throws SyntaxError where it is none. */
export function readShown(text: string): Shown {
  const json = new Json(JSON.parse(text));
  const isPlan = !json.get("planned_values").isNull;
  const resources = isPlan ? [] : json.get("values").get("root_module").get("resources").list();
  const changes = json.get("resource_changes").list();
  return {
    resources: new Map(
      resources
        .filter((each) => each.get("mode").text() === "managed")
        .map((each) => [each.get("address").text(), { type: each.get("type").text(), values: each.get("values") }]),
    ),
    changes: new Map(
      changes.filter((each) => !isNoOp(each)).map((each): [string, Json] => [each.get("address").text(), each]),
    ),
  };
}

function isNoOp(change: Json): boolean {
  const actions = change.get("change").get("actions").list();
  return actions.length === 1 && actions[0]?.text() === "no-op" && change.get("change").get("importing").isNull;
}
