import { forbidden } from "../api/api-error";
import { type FieldError, fieldError } from "../api/field-error";
import { copyOf } from "../plain/compare";
import { at, type Json, type JsonObject, objectOf, objectsOf, textOf } from "../plain/json";
import { metadataOf, nameOf, namespaceOf } from "../plain/object-meta";
import { randomSuffix } from "../registry/generated-name";
import type { KindRules, RuleContext } from "./kind-rules";
import { podCells } from "./pod-cells";
import { qosClassOf } from "./pod-qos";
import { setMissing, setPodSpecDefaults } from "./pod-spec-defaults";
import { podSpecErrors, podUpdateErrors } from "./pod-validation";

/** Pods. */
export const podRules: KindRules = {
  hasGeneration: true,
  setDefaults: (draft) => {
    const spec = objectOf(draft["spec"]);
    draft["spec"] = spec;
    setPodSpecDefaults(spec);
    setMissing(spec, { enableServiceLinks: true });
  },
  admitCreate: (draft, context) => {
    admitServiceAccount(draft, context);
    admitPriority(draft, context);
    admitTolerations(draft);
  },
  prepareCreate: (draft) => {
    draft["status"] = { phase: "Pending", qosClass: qosClassOf(draft) };
  },
  prepareUpdate: (draft, live, { subresource }) => {
    if (subresource !== "status") return;
    const [metadata, before] = [metadataOf(draft), metadataOf(live)];
    if (before["ownerReferences"] === undefined) delete metadata["ownerReferences"];
    else metadata["ownerReferences"] = before["ownerReferences"];
    const status = objectOf(draft["status"]);
    if (status["qosClass"] === undefined)
      draft["status"] = { ...status, qosClass: at(live, "status", "qosClass") ?? "BestEffort" };
  },
  resetFields: ["status"],
  subresourceResetFields: {
    status: ["spec", "metadata.deletionTimestamp", "metadata.ownerReferences"],
    ephemeralcontainers: [],
    resize: [],
  },
  validate: (object, live, context) => {
    if (live === undefined) return podSpecErrors(objectOf(object["spec"]), "spec");
    if (context.subresource === "resize") return resizeErrors(object, live);
    return context.subresource === "" ? podUpdateErrors(object, live) : [];
  },
  gracePeriodSeconds: (object, asked) => {
    const own = at(object, "spec", "terminationGracePeriodSeconds");
    const wanted = asked ?? (typeof own === "number" ? own : 30);
    // Without a node there is nobody to stop it, and one that is over has nothing to stop.
    const isNowhere = textOf(at(object, "spec", "nodeName")) === "";
    const isOver = ["Succeeded", "Failed"].includes(textOf(at(object, "status", "phase")));
    if (isNowhere || isOver) return 0;
    // Below zero means one second: the pod goes at once, but its kubelet has its say.
    return wanted < 0 ? 1 : wanted;
  },
  answersWithObject: true,
  selectableFields: {
    "spec.nodeName": (object) => textOf(at(object, "spec", "nodeName")),
    "spec.restartPolicy": (object) => textOf(at(object, "spec", "restartPolicy")),
    "spec.schedulerName": (object) => textOf(at(object, "spec", "schedulerName")),
    "spec.serviceAccountName": (object) => textOf(at(object, "spec", "serviceAccountName")),
    "spec.hostNetwork": (object) => String(at(object, "spec", "hostNetwork") === true),
    "status.phase": (object) => textOf(at(object, "status", "phase")),
    "status.podIP": (object) => textOf(at(object, "status", "podIP")),
    "status.nominatedNodeName": (object) => textOf(at(object, "status", "nominatedNodeName")),
  },
  cells: podCells,
};

/** A pod keeps its class of service. */
function resizeErrors(object: JsonObject, live: JsonObject): FieldError[] {
  const before = qosClassOf(live);
  if (qosClassOf(object) === before) return [];
  return [fieldError.invalid("spec", before, "Pod QOS Class may not change as a result of resizing")];
}

function admitServiceAccount(draft: JsonObject, { store, resource, hex }: RuleContext): void {
  const spec = objectOf(draft["spec"]);
  const isMirror = at(draft, "metadata", "annotations", "kubernetes.io/config.mirror") !== undefined;
  if (isMirror) return;
  const name = textOf(spec["serviceAccountName"]) === "" ? "default" : textOf(spec["serviceAccountName"]);
  const account = store.get({ resource: "/serviceaccounts", namespace: namespaceOf(draft), name });
  if (account === undefined) {
    throw forbidden(
      resource,
      nameOf(draft),
      `error looking up service account ${namespaceOf(draft)}/${name}: serviceaccount "${name}" not found`,
    );
  }
  spec["serviceAccountName"] = name;
  spec["serviceAccount"] = name;
  const mounts = spec["automountServiceAccountToken"] ?? account["automountServiceAccountToken"];
  if (mounts !== false) mountToken(spec, hex());
}

/** The projected token of the service account, as every container that does not mount one itself gets it. */
function mountToken(spec: JsonObject, hex: string): void {
  const path = "/var/run/secrets/kubernetes.io/serviceaccount";
  const own = objectsOf(spec["volumes"]).find((volume) => textOf(volume["name"]).startsWith("kube-api-access-"));
  const volumeName = own === undefined ? `kube-api-access-${randomSuffix(hex)}` : textOf(own["name"]);
  let isUsed = false;
  for (const container of [...objectsOf(spec["initContainers"]), ...objectsOf(spec["containers"])]) {
    const mounts = objectsOf(container["volumeMounts"]);
    if (mounts.some((mount) => mount["mountPath"] === path)) continue;
    container["volumeMounts"] = [...mounts, { name: volumeName, readOnly: true, mountPath: path }];
    isUsed = true;
  }
  if (!isUsed || own !== undefined) return;
  spec["volumes"] = [...objectsOf(spec["volumes"]), { name: volumeName, projected: copyOf(tokenSources) }];
}

const tokenSources: JsonObject = {
  defaultMode: 0o644,
  sources: [
    { serviceAccountToken: { expirationSeconds: 3607, path: "token" } },
    { configMap: { name: "kube-root-ca.crt", items: [{ key: "ca.crt", path: "ca.crt" }] } },
    {
      downwardAPI: { items: [{ path: "namespace", fieldRef: { apiVersion: "v1", fieldPath: "metadata.namespace" } }] },
    },
  ],
};

function admitPriority(draft: JsonObject, { store, resource }: RuleContext): void {
  const spec = objectOf(draft["spec"]);
  const name = textOf(spec["priorityClassName"]);
  const classes = store.list("scheduling.k8s.io/priorityclasses");
  const found =
    name === "" ? classes.find((row) => row["globalDefault"] === true) : classes.find((row) => nameOf(row) === name);
  if (name !== "" && found === undefined) {
    throw forbidden(resource, nameOf(draft), `no PriorityClass with name ${name} was found`);
  }
  const value = found === undefined ? 0 : Number(found["value"] ?? 0);
  const given = spec["priority"];
  if (typeof given === "number" && given !== value) {
    throw forbidden(
      resource,
      nameOf(draft),
      `the integer value of priority (${given}) must not be provided in pod spec; priority admission controller computed ${value} from the given PriorityClass name`,
    );
  }
  if (name === "" && found !== undefined) spec["priorityClassName"] = nameOf(found);
  spec["priority"] = value;
  spec["preemptionPolicy"] = found?.["preemptionPolicy"] ?? "PreemptLowerPriority";
}

/** A pod stays for five minutes on a node that is not ready or not reachable. */
function admitTolerations(draft: JsonObject): void {
  const spec = objectOf(draft["spec"]);
  const tolerations: Json[] = [...objectsOf(spec["tolerations"])];
  for (const key of ["node.kubernetes.io/not-ready", "node.kubernetes.io/unreachable"]) {
    const isThere = objectsOf(tolerations).some(
      (row) =>
        (row["key"] === key || textOf(row["key"]) === "") &&
        (row["effect"] === "NoExecute" || textOf(row["effect"]) === ""),
    );
    if (!isThere) tolerations.push({ key, operator: "Exists", effect: "NoExecute", tolerationSeconds: 300 });
  }
  spec["tolerations"] = tolerations;
}
