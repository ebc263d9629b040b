import { at, type Json, type JsonObject, objectsOf, textOf } from "../plain/json";
import { containersOf, type Waiting } from "./pod-status";

/** Whether there is such an object in the pod's namespace. */
export type Exists = (kind: "configmap" | "secret", name: string) => boolean;

/** What a pod waits for that is not there: a config map or secret that it mounts or reads; undefined: nothing. */
export function missingReference(pod: JsonObject, exists: Exists): Waiting | undefined {
  for (const volume of objectsOf(at(pod, "spec", "volumes"))) {
    const lost =
      missing(volume["configMap"], "configmap", "name", exists) ??
      missing(volume["secret"], "secret", "secretName", exists);
    // Nothing can be mounted: no container is made at all.
    if (lost !== undefined) return { reason: "ContainerCreating", message: `MountVolume.SetUp failed: ${lost}` };
  }
  for (const container of containersOf(pod)) {
    for (const source of sourcesOf(container)) {
      const lost =
        missing(source["configMapKeyRef"] ?? source["configMapRef"], "configmap", "name", exists) ??
        missing(source["secretKeyRef"] ?? source["secretRef"], "secret", "name", exists);
      if (lost !== undefined) return { reason: "CreateContainerConfigError", message: lost };
    }
  }
  return undefined;
}

function sourcesOf(container: JsonObject): JsonObject[] {
  const single = objectsOf(container["env"]).flatMap((row) => objectsOf([row["valueFrom"] ?? null]));
  return [...single, ...objectsOf(container["envFrom"])];
}

function missing(
  reference: Json | undefined,
  kind: "configmap" | "secret",
  key: string,
  exists: Exists,
): string | undefined {
  const name = textOf(at(reference, key));
  if (name === "" || at(reference, "optional") === true || exists(kind, name)) return undefined;
  return `${kind} "${name}" not found`;
}
