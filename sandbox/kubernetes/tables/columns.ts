/** Tables as kubectl shows them: columns from a generated table, cells from each kind's rules. Never which objects. */
import { isObject, type Json, type JsonObject, listOf, textOf } from "../plain/json";
import table from "../schema/generated/columns.json";
import type { Resource } from "../schema/resource";

const rows = new Map<string, Json>(Object.entries(table));
const nameDescription = descriptionOf("/configmaps", 0);
const ageDescription = descriptionOf("/configmaps", 2);

/** Columns of kinds that the recordings do not show: name, then the type ("string" unless said) and priority. */
const ownColumns: Readonly<Record<string, readonly string[]>> = {
  "/endpoints": ["Endpoints", "Age"],
  "/persistentvolumeclaims": [
    "Status",
    "Volume",
    "Capacity",
    "Access Modes",
    "StorageClass",
    "VolumeAttributesClass",
    "Age",
    "VolumeMode:string:1",
  ],
  "networking.k8s.io/ingressclasses": ["Controller", "Parameters", "Age"],
  "networking.k8s.io/ipaddresses": ["ParentRef", "Age_"],
  "networking.k8s.io/servicecidrs": ["CIDRs", "Age"],
  "storage.k8s.io/csidrivers": [
    "AttachRequired:boolean",
    "PodInfoOnMount:boolean",
    "StorageCapacity:boolean",
    "TokenRequests",
    "RequiresRepublish:boolean",
    "Modes",
    "Age",
  ],
  "storage.k8s.io/csistoragecapacities": ["StorageClassName", "Capacity"],
  "storage.k8s.io/volumeattributesclasses": ["DriverName", "Age"],
  "admissionregistration.k8s.io/validatingadmissionpolicies": ["Validations:integer", "ParamKind", "Age"],
  "admissionregistration.k8s.io/validatingadmissionpolicybindings": ["PolicyName", "ParamRef", "Age"],
  "node.k8s.io/runtimeclasses": ["Handler", "Age"],
  "resource.k8s.io/deviceclasses": ["Age"],
  "resource.k8s.io/resourceclaims": ["State", "Age"],
  "resource.k8s.io/resourceclaimtemplates": ["Age"],
  "resource.k8s.io/resourceslices": ["Node", "Driver", "Pool", "Age"],
};

/** Column definitions of a resource; where nothing is known of it: name and creation time. */
export function columnsOf(resource: Resource): JsonObject[] {
  const key = `${resource.group}/${resource.name}`;
  const recorded = rows.get(key);
  if (recorded !== undefined) return listOf(recorded).map(definitionOf);
  const own = ownColumns[key];
  const name = { name: "Name", type: "string", format: "name", description: nameDescription, priority: 0 };
  if (own === undefined) {
    return [name, { name: "Created At", type: "date", format: "", description: ageDescription, priority: 0 }];
  }
  return [name, ...own.map(ownDefinition)];
}

function ownDefinition(text: string): JsonObject {
  const [name = "", type = "string", priority = "0"] = text.replace(/_$/, "").split(":");
  return { name, type, format: "", description: name === "Age" ? ageDescription : name, priority: Number(priority) };
}

function definitionOf(row: Json): JsonObject {
  const [name = "", type = "", format = "", priority = 0, description = ""] = listOf(row);
  return { name, type, format, description, priority };
}

function descriptionOf(key: string, index: number): string {
  const row = listOf(rows.get(key))[index];
  return isObject(row) ? "" : textOf(listOf(row)[4]);
}
